// The case as a form, made from the schema of its programme's cases: sections, dates with a picker, parties, people and
// tables as cards, names to choose among, help text. What a programme asks for is told by its schema alone.

import type { Change, Finding, Path, Schema, Value } from "./api";
import { dotted, el } from "./dom";
import { namesFrom } from "./names";

const ISO = /^\d{4}-\d\d-\d\d$/;
const PEOPLE = "personer";
const ADDED_WITHIN = 30_000; // ms: what is added later is not waited for

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
  show(schema: Schema | null, data: Value, findings: Finding[]): void {
    const another = schema !== this.schema;
    this.schema = schema;
    this.data = data;
    if (data === null || typeof data !== "object" || Array.isArray(data)) {
      this.shape = "";
      this.root.replaceChildren(
        el("p", { class: "ruta" }, "Filen går inte att läsa som YAML just nu. Rätta den under fliken YAML, så kommer formuläret tillbaka."),
      );
      return;
    }
    if (schema === null) {
      this.shape = "";
      this.root.replaceChildren(el("p", { class: "ruta" }, "Vad som ska fyllas i framgår inte, för programmets fil går inte att läsa. Anmärkningarna säger varför."));
      return;
    }
    const shape = JSON.stringify(shapeOf(data, schema));
    if (another || shape !== this.shape) {
      this.shape = shape;
      const old = document.activeElement instanceof HTMLElement && this.root.contains(document.activeElement) ? document.activeElement : null;
      this.root.replaceChildren(...this.sections(schema), ...sources(schema).map((source) => el("datalist", { id: listOf(source), "data-namn-ur": source })));
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
    const asked = schema["x-uppgifter"] ?? [];
    const made = (key: string, one: Schema) => this.part(one, [key], schema.required?.includes(key) ?? false);
    const all = Object.entries(schema.properties ?? {});
    const own = all.filter(([key]) => asked.includes(key)).map(([key, one]) => made(key, one));
    for (const [key, one] of all) {
      if (asked.includes(key)) continue;
      (one.properties || one.items ? whole : loose).push(made(key, one));
      // What the case is about comes after those that it is between, and those whose names it may ask for.
      if (key === PEOPLE && own.length) whole.push(el("fieldset", { class: "del" }, el("legend", {}, "Ärendets uppgifter"), ...own));
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
      told(path),
      ...fields,
    );
  }

  private list(schema: Schema, path: Path): HTMLElement {
    const items = this.at(path);
    const count = Array.isArray(items) ? items.length : 0;
    const inside = schema.items as Schema;
    const cards = Array.from({ length: count }, (_, index) => this.card(inside, [...path, index], schema));
    const empty = inside.properties ? Object.fromEntries(begun(inside).map((key) => [key, ""])) : "";
    return el(
      "fieldset",
      { class: "del", "data-del": dotted(path) },
      el("legend", {}, schema.title ?? ""),
      schema.description ? el("p", { class: "hjälp" }, schema.description) : null,
      told(path),
      ...cards,
      el(
        "button",
        { type: "button", id: added(path), class: "lätt", click: () => this.add(path, empty, count) },
        `Lägg till ${schema["x-en"] ?? "en rad"}`,
        el("span", { class: "dold" }, ` i ${schema.title}`),
      ),
    );
  }

  private add(path: Path, empty: Value, count: number): void {
    this.changed([{ slag: "lägg till", väg: path, värde: empty }], true);
    const wanted = dotted([...path, count]);
    const focus = new MutationObserver(() => {
      const made = this.root.querySelector<HTMLElement>(`[data-kort="${CSS.escape(wanted)}"] :is(input, textarea, select)`);
      if (made) {
        focus.disconnect();
        // Who has gone on to something else meanwhile is left there.
        const active = document.activeElement;
        if (active === null || active === document.body || active.id === added(path)) made.focus();
      }
    });
    focus.observe(this.root, { childList: true, subtree: true });
    setTimeout(() => focus.disconnect(), ADDED_WITHIN);
  }

  private card(schema: Schema, path: Path, list: Schema): HTMLElement {
    const title = list.title ?? "";
    const name = `${one(list)} ${(path.at(-1) as number) + 1}`;
    const remove = el(
      "button",
      { type: "button", class: "lätt ta-bort", click: () => this.changed([{ slag: "ta bort", väg: path }], true) },
      "Ta bort",
      el("span", { class: "dold" }, ` ${name[0].toLowerCase()}${name.slice(1)} i ${title}`),
    );
    if (!schema.properties) {
      return el("div", { class: "rad", "data-kort": dotted(path) }, this.line({ ...schema, title: `${title} ${(path.at(-1) as number) + 1}` }, path, true, true), remove);
    }
    const parts = Object.entries(schema.properties);
    const fields = parts.map(([key, part]) => this.part(part, [...path, key], schema.required?.includes(key) ?? false));
    const large = parts.some(([, part]) => part.properties || part.items);
    return el(
      "div",
      { class: "kort", role: "group", "aria-label": name, "data-kort": dotted(path), "data-del": dotted(path) },
      large ? el("p", { class: "kort-rubrik", "aria-hidden": "true" }, name) : null,
      told(path),
      el("div", { class: "fält-i-kort" }, ...fields),
      remove,
    );
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
      const words = schema.enum.filter((word): word is string => word !== null);
      const options = [el("option", { value: "" }, required ? "(välj)" : "(inte ifyllt)"), ...words.map((word) => el("option", { value: word }, word))];
      field = el("select", { ...shared, change: (event) => this.set(path, (event.target as HTMLSelectElement).value, true) }, ...options);
    } else if (long) {
      field = el("textarea", { ...shared, rows: "5", spellcheck: "true", lang: "sv", input: (event) => this.typed(path, event as InputEvent) });
    } else {
      const type = day && (given === null || given === undefined || given === "" || ISO.test(String(given))) ? "date" : "text";
      const source = schema["x-namn-ur"];
      field = el("input", { ...shared, type, list: source && listOf(source), inputmode: keys(schema), autocomplete: "off", input: (event) => this.typed(path, event as InputEvent) });
    }
    if (required) field.setAttribute("aria-required", "true");
    return el(
      "div",
      { class: "fält" },
      el("label", { for: id, class: hideLabel ? "dold" : "" }, schema.title ?? "", schema["x-enhet"] ? `, ${schema["x-enhet"]}` : null, required || hideLabel ? null : el("span", { class: "frivillig" }, " (om det finns)")),
      field,
      el("p", { class: "hjälp", id: `${id}-hjälp` }, schema.description ?? ""),
      el("p", { class: "fel-vid-fält", id: `${id}-fel`, "data-fel": where, hidden: true }),
    );
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
    for (const list of this.root.querySelectorAll<HTMLElement>("[data-namn-ur]")) {
      list.replaceChildren(...namesFrom(this.data, list.dataset.namnUr ?? "").map((name) => el("option", { value: name })));
    }
  }

  private mark(findings: Finding[]): void {
    const found = new Map<string, Finding[]>();
    for (const one of findings) if (one.fält) found.set(one.fält, [...(found.get(one.fält) ?? []), one]);
    for (const place of this.root.querySelectorAll<HTMLElement>("[data-fel]")) {
      const path = place.dataset.fel ?? "";
      const own = found.get(path) ?? [];
      const wrong = own.some((one) => one.severity === "fel");
      const field = this.field(path);
      if (wrong) field?.setAttribute("aria-invalid", "true");
      else field?.removeAttribute("aria-invalid");
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

/** Where what is found of a whole part is told. */
const told = (path: Path): HTMLElement => el("p", { class: "fel-vid-fält", "data-fel": dotted(path), hidden: true });

/** What one of a list is called, without its article. */
function one(list: Schema): string {
  const word = (list["x-en"] ?? list.title ?? "").replace(/^(en|ett) /, "");
  return word[0]?.toUpperCase() + word.slice(1);
}

/** The single values that something new begins with: those that it must have, or its first. */
function begun(schema: Schema): string[] {
  const single = Object.entries(schema.properties ?? {}).filter(([, part]) => !part.properties && !part.items).map(([key]) => key);
  const needed = single.filter((key) => schema.required?.includes(key));
  return needed.length ? needed : single.slice(0, 1);
}

/** The lists that names are chosen from, anywhere in a schema. */
function sources(schema: Schema): string[] {
  const below = [...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])];
  const own = schema["x-namn-ur"];
  return [...new Set([...(own ? [own] : []), ...below.flatMap(sources)])];
}

const added = (path: Path): string => `lägg-till-${dotted(path)}`;

const listOf = (source: string): string => `namn-ur-${source}`;

/** Which keys a touch screen shows: those of a number where nothing else can stand. */
function keys(schema: Schema): string | undefined {
  const whole = schema.type?.includes("integer");
  return whole ? (schema.errorMessage?.includes("komma") ? "decimal" : "numeric") : undefined;
}

const isDay = (schema: Schema | undefined): boolean => Boolean(schema?.examples?.some((one) => ISO.test(one)));

export function steps(path: string): Path {
  return [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map((match) => (match[2] === undefined ? match[1] : Number(match[2])));
}
