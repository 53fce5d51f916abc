// The case as a form, made from the schema: sections, dates with a picker, people as cards, help text.

import type { Change, Finding, Path, Schema, Value } from "./api";
import { dotted, el } from "./dom";

const NAMES = /^(tjänsteskrivelse\.handläggare|kontaktperson|ersättare|underskrifter\..*)$/;
const ISO = /^\d{4}-\d\d-\d\d$/;
const PEOPLE = "personernas-namn";
// What a button adds to a list; a line where nothing else is said.
const ADDED: { [list: string]: string } = {
  personer: "en person",
  undantag: "en regel",
  förslag_till_beslut: "en punkt",
  egna_avsnitt: "ett avsnitt",
  beslutsunderlag: "en handling",
};

export class Form {
  private schema: Schema | null = null;
  private shape = "";
  private data: Value = null;
  private anew = false;

  constructor(
    private root: HTMLElement,
    private changed: (changes: Change[], now: boolean) => void,
    private clean: (field: HTMLInputElement | HTMLTextAreaElement) => void,
  ) {}

  /** Shows the values; what is being written in is left alone. */
  show(schema: Schema, data: Value, findings: Finding[]): void {
    this.schema = schema;
    this.data = data;
    if (data === null || typeof data !== "object" || Array.isArray(data)) {
      this.shape = "";
      this.root.replaceChildren(
        el("p", { class: "ruta" }, "Filen går inte att läsa som YAML just nu. Rätta den under fliken YAML, så kommer formuläret tillbaka."),
      );
      return;
    }
    const shape = JSON.stringify(shapeOf(data, schema));
    if (shape !== this.shape) {
      this.shape = shape;
      const old = document.activeElement instanceof HTMLElement && this.root.contains(document.activeElement) ? document.activeElement : null;
      this.root.replaceChildren(...this.sections(schema), this.people());
      this.fill();
      const made = old?.id ? document.getElementById(old.id) : null;
      // What has been typed since the answer was asked for is newer than the answer.
      if (!this.anew && made && "value" in made && old && "value" in old) made.value = old.value;
      made?.focus({ preventScroll: true });
    } else this.fill();
    this.anew = false;
    this.mark(findings);
  }

  /** Another text is shown: the next values are those of all fields, also of the one that is written in. */
  renew(): void {
    this.anew = true;
  }

  /** Moves to a field, by its path as findings have it; to the nearest one above if it has none of its own. */
  goTo(path: string): boolean {
    for (let near = path; near; near = near.replace(/(\.?[^.[]+|\[\d+\])$/, "")) {
      const field = this.field(near) ?? this.root.querySelector<HTMLElement>(`[data-del="${CSS.escape(near)}"] :is(input, textarea, select, button)`);
      if (field) {
        field.scrollIntoView({ block: "center" });
        field.focus();
        return true;
      }
    }
    return false;
  }

  private field(path: string): HTMLElement | null {
    return this.root.querySelector<HTMLElement>(`[data-väg="${CSS.escape(path)}"]`);
  }

  private sections(schema: Schema): HTMLElement[] {
    const loose: HTMLElement[] = [];
    const whole: HTMLElement[] = [];
    for (const [key, one] of Object.entries(schema.properties ?? {})) {
      (one.properties || one.items ? whole : loose).push(this.part(one, [key], schema.required?.includes(key) ?? false));
    }
    return [...whole, el("fieldset", { class: "del" }, el("legend", {}, "Övrigt"), ...loose)];
  }

  private part(schema: Schema, path: Path, required: boolean): HTMLElement {
    if (schema.properties) return this.group(schema, path);
    if (schema.items) return this.list(schema, path);
    return this.line(schema, path, required);
  }

  private group(schema: Schema, path: Path): HTMLElement {
    const fields = Object.entries(schema.properties ?? {}).map(([key, one]) =>
      this.part(one, [...path, key], schema.required?.includes(key) ?? false),
    );
    return el(
      "fieldset",
      { class: "del", "data-del": dotted(path) },
      el("legend", {}, schema.title ?? ""),
      schema.description ? el("p", { class: "hjälp" }, schema.description) : null,
      ...fields,
    );
  }

  private list(schema: Schema, path: Path): HTMLElement {
    const items = this.at(path);
    const count = Array.isArray(items) ? items.length : 0;
    const inside = schema.items as Schema;
    const cards = Array.from({ length: count }, (_, index) => this.card(inside, [...path, index], schema.title ?? ""));
    const empty = inside.properties ? Object.fromEntries(Object.keys(inside.properties).filter((key) => inside.required?.includes(key)).map((key) => [key, ""])) : "";
    const id = `lägg-till-${dotted(path)}`;
    return el(
      "fieldset",
      { class: "del", "data-del": dotted(path) },
      el("legend", {}, schema.title ?? ""),
      schema.description ? el("p", { class: "hjälp" }, schema.description) : null,
      ...cards,
      el(
        "button",
        { type: "button", id, class: "lätt", click: () => this.add(path, empty, count) },
        `Lägg till ${ADDED[String(path.at(-1))] ?? "en rad"}`,
        el("span", { class: "dold" }, ` i ${schema.title}`),
      ),
    );
  }

  private add(path: Path, empty: Value, count: number): void {
    this.changed([{ slag: "lägg till", väg: path, värde: empty }], true);
    const wanted = dotted([...path, count]);
    const focus = new MutationObserver(() => {
      const made = this.root.querySelector<HTMLElement>(`[data-kort="${CSS.escape(wanted)}"] :is(input, textarea)`);
      if (made) {
        focus.disconnect();
        made.focus();
      }
    });
    focus.observe(this.root, { childList: true, subtree: true });
    setTimeout(() => focus.disconnect(), 3000);
  }

  private card(schema: Schema, path: Path, title: string): HTMLElement {
    const number = (path.at(-1) as number) + 1;
    const remove = el(
      "button",
      { type: "button", class: "lätt ta-bort", click: () => this.changed([{ slag: "ta bort", väg: path }], true) },
      "Ta bort",
      el("span", { class: "dold" }, ` ${title.toLowerCase()} ${number}`),
    );
    if (!schema.properties) {
      return el("div", { class: "rad", "data-kort": dotted(path) }, this.line({ ...schema, title: `${title} ${number}` }, path, true, true), remove);
    }
    const fields = Object.entries(schema.properties).map(([key, one]) => this.line(one, [...path, key], schema.required?.includes(key) ?? false));
    return el("div", { class: "kort", role: "group", "aria-label": `${title} ${number}`, "data-kort": dotted(path) }, el("div", { class: "fält-i-kort" }, ...fields), remove);
  }

  private line(schema: Schema, path: Path, required: boolean, hideLabel = false): HTMLElement {
    const where = dotted(path);
    const id = `fält-${where}`;
    const day = isDay(schema);
    const long = schema.errorMessage?.startsWith("Fyll i en text här: |") ?? false;
    const given = this.at(path);
    const shared = { id, "data-väg": where, "aria-describedby": `${id}-hjälp ${id}-fel` };
    let field: HTMLElement;
    if (schema.enum) {
      const options = schema.enum.map((one) => el("option", { value: one ?? "" }, one ?? "(inte ifyllt)"));
      field = el("select", { ...shared, change: (event) => this.set(path, (event.target as HTMLSelectElement).value, true) }, ...options);
    } else if (long) {
      field = el("textarea", { ...shared, rows: "5", spellcheck: "true", lang: "sv", input: (event) => this.typed(path, event as InputEvent) });
    } else {
      const type = day && (given === null || given === undefined || given === "" || ISO.test(String(given))) ? "date" : "text";
      const list = NAMES.test(where) ? PEOPLE : undefined;
      field = el("input", { ...shared, type, list, autocomplete: "off", input: (event) => this.typed(path, event as InputEvent) });
    }
    if (required) field.setAttribute("aria-required", "true");
    return el(
      "div",
      { class: "fält" },
      el("label", { for: id, class: hideLabel ? "dold" : "" }, schema.title ?? "", required || hideLabel ? null : el("span", { class: "frivillig" }, " (om det finns)")),
      field,
      el("p", { class: "hjälp", id: `${id}-hjälp` }, schema.description ?? ""),
      el("p", { class: "fel-vid-fält", id: `${id}-fel`, hidden: true }),
    );
  }

  private people(): HTMLElement {
    return el("datalist", { id: PEOPLE });
  }

  private typed(path: Path, event: InputEvent): void {
    const field = event.target as HTMLInputElement | HTMLTextAreaElement;
    if (!event.isComposing && field.type !== "date") this.clean(field);
    this.set(path, field.value, false);
  }

  private set(path: Path, value: string, now: boolean): void {
    this.changed([{ slag: "sätt", väg: path, värde: value }], now);
  }

  private at(path: Path): Value | undefined {
    return path.reduce<Value | undefined>((data, step) => (data && typeof data === "object" ? (data as { [key: string | number]: Value })[step] : undefined), this.data);
  }

  private fill(): void {
    for (const field of this.root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>("[data-väg]")) {
      const value = this.at(steps(field.dataset.väg ?? ""));
      const text = value === null || value === undefined || typeof value === "object" ? "" : String(value).replace(/\n+$/, "");
      // While someone writes, their own spaces and half-written dates stay.
      if ((this.anew || field !== document.activeElement) && field.value !== text) field.value = text;
    }
    const names = this.at(["personer"]);
    const known = (Array.isArray(names) ? names : []).map((one) => (one && typeof one === "object" && !Array.isArray(one) ? String(one.namn ?? "") : ""));
    this.root.querySelector(`#${PEOPLE}`)?.replaceChildren(...known.filter(Boolean).map((name) => el("option", { value: name })));
  }

  private mark(findings: Finding[]): void {
    const told = new Map<string, Finding[]>();
    for (const one of findings) if (one.fält) told.set(one.fält, [...(told.get(one.fält) ?? []), one]);
    for (const field of this.root.querySelectorAll<HTMLElement>("[data-väg]")) {
      const own = told.get(field.dataset.väg ?? "") ?? [];
      const wrong = own.some((one) => one.severity === "fel");
      field.toggleAttribute("aria-invalid", false);
      if (wrong) field.setAttribute("aria-invalid", "true");
      const place = document.getElementById(`${field.id}-fel`);
      if (!place) continue;
      place.hidden = own.length === 0;
      place.className = `fel-vid-fält ${wrong ? "fel" : (own[0]?.severity ?? "")}`;
      const text = own.map((one) => `${one.message} ${one.hint}`.trim()).join(" ");
      if (place.textContent !== text) place.textContent = text;
    }
  }
}

/** Which lists there are and how long, and which days are none yet: when that changes the form is made anew. */
function shapeOf(data: Value | undefined, schema: Schema | undefined): unknown {
  if (Array.isArray(data)) return data.map((one) => shapeOf(one, schema?.items));
  if (data && typeof data === "object") {
    const parts = Object.entries(data).map(([key, one]) => [key, shapeOf(one, schema?.properties?.[key])]);
    const told = parts.filter(([, shape]) => shape !== 0); // a key that comes or goes is no reason
    return told.length ? told : 0;
  }
  return isDay(schema) && data && !ISO.test(String(data)) ? 1 : 0;
}

const isDay = (schema: Schema | undefined): boolean => Boolean(schema?.examples?.some((one) => ISO.test(one)));

export function steps(path: string): Path {
  return [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map((match) => (match[2] === undefined ? match[1] : Number(match[2])));
}
