// The desk: the list of cases, and one case with its form, its text, its findings and its pages.

import { api, Changed, type Box, type BuiltFile, type Case, type Change, type Finding, type Schema, type Shown, type Value } from "./api";
import { byId, el } from "./dom";
import { Editor } from "./editor";
import { Form } from "./form";
import { Pages } from "./pages";

const WHOLE_AFTER = 350; // ms without a key: then the bundle is put together and all rules are asked
const LOOK_EVERY = 1500; // ms between looks at the file on disk

const nonce = document.querySelector<HTMLMetaElement>("meta[name=nonce]")?.content ?? "";
let schema: Schema;
let open: Case | null = null;
let text = "";
let stamp = "";
let values: Value = null;
let findings: Finding[] = [];

// --- what is written -----------------------------------------------------------------------------

let pending: Change[] = [];
let waiting = false;
let running = false;
let refused = false;
let wholeTimer = 0;
let turn = 0;

const editor = new Editor(byId("yaml-fält"), nonce, (now) => {
  text = now;
  ask();
});
const form = new Form(byId("formulär-fält"), (changes) => {
  // Of two new values for one field only the last is of interest.
  for (const change of changes) {
    const where = JSON.stringify(change.väg);
    if (change.slag === "sätt") pending = pending.filter((one) => one.slag !== "sätt" || JSON.stringify(one.väg) !== where);
    pending.push(change);
  }
  ask();
});
const pages = new Pages(byId("sidor"), pressed);

/** Sends what has been written: at once if nothing is on its way, else as soon as that is answered. */
function ask(): void {
  mark();
  waiting = true;
  if (!running) void send();
}

async function send(): Promise<void> {
  running = true;
  window.clearTimeout(wholeTimer);
  while (waiting && open) {
    waiting = false;
    const name = open.namn;
    const sent = text;
    const changes = pending;
    pending = [];
    try {
      const answer = await api.draft(name, { text: sent, stämpel: stamp, ändringar: changes });
      if (open?.namn !== name) continue; // another was opened meanwhile
      // What was typed in the editor meanwhile is newer than the answer.
      if (text === sent) {
        text = answer.text;
        editor.set(text);
      } else if (changes.length) pending = [...changes, ...pending];
      values = answer.värden;
      if (answer.nekad || refused) say(answer.nekad);
      refused = answer.nekad !== "";
      show(answer, false);
    } catch (error) {
      if (open?.namn === name) pending = [...changes, ...pending];
      say(told(error));
    }
    mark();
  }
  running = false;
  wholeTimer = window.setTimeout(() => void whole(), WHOLE_AFTER);
}

async function whole(): Promise<void> {
  if (!open) return;
  const [name, asked, now] = [open.namn, text, ++turn];
  try {
    const answer = await api.whole(name, asked);
    if (open?.namn === name && text === asked && now === turn && !running) show(answer, true);
  } catch (error) {
    say(told(error));
  }
}

function show(answer: Shown, all: boolean): void {
  // Until the bundle is there, what was found in its documents still stands, unless an error hides them.
  const kept = !all && answer.sidor ? findings.filter((one) => one.document && !answer.fynd.some((other) => other.code === one.code)) : [];
  findings = [...answer.fynd, ...kept];
  byId("sidor").classList.toggle("gamla", answer.sidor === null);
  byId("gamla-sidor").hidden = answer.sidor !== null;
  if (answer.sidor) all ? pages.show(answer.sidor) : pages.update(answer.sidor);
  form.show(schema, values, findings);
  editor.know(schema, names(values));
  editor.mark(findings);
  list();
  document.body.dataset.klart = all ? "helhet" : "utkast";
}

// --- findings ------------------------------------------------------------------------------------

const WORDS = { fel: ["fel", "fel"], varning: ["varning", "varningar"], upplysning: ["upplysning", "upplysningar"] } as const;

function list(): void {
  const counts = (["fel", "varning", "upplysning"] as const).map((kind) => [kind, findings.filter((one) => one.severity === kind).length] as const);
  const words = counts.filter(([, count]) => count).map(([kind, count]) => `${count} ${WORDS[kind][count === 1 ? 0 : 1]}`);
  const summary = words.length ? words.join(", ") : "Inga anmärkningar";
  if (byId("fynd-antal").textContent !== summary) byId("fynd-antal").textContent = summary;
  byId("fynd-antal").className = counts[0][1] ? "fel" : counts[1][1] ? "varning" : "bra";
  byId("fynd-lista").replaceChildren(
    ...findings.map((one) =>
      el(
        "li",
        { class: one.severity },
        el(
          "button",
          { type: "button", "data-kod": one.code, click: () => goTo(one) },
          el("span", { class: "slag" }, WORDS[one.severity][0], el("span", { class: "kod" }, one.code)),
          el("span", { class: "ord" }, one.message),
          one.hint ? el("span", { class: "råd" }, one.hint) : null,
          el("span", { class: "var" }, one.fält ? `${one.fält}${one.rad ? `, rad ${one.rad}` : ""}` : one.sida ? `sida ${one.sida} i handlingarna` : (one.document ?? "")),
        ),
      ),
    ),
  );
}

function goTo(one: Finding): void {
  if (one.fält && toField(one.fält)) return;
  if (one.rad) {
    tab("yaml");
    editor.goTo(one.rad, one.column ?? 1);
  } else if (one.sida) pages.scrollTo(one.sida, one.quote);
}

function toField(path: string): boolean {
  if (byId("flik-yaml").getAttribute("aria-selected") === "true") {
    const line = lineOf(path);
    if (line) {
      editor.goTo(line, 1);
      return true;
    }
  }
  tab("formulär");
  return form.goTo(path);
}

/** The line of a key in the text, found step by step. */
function lineOf(path: string): number {
  const lines = text.split("\n");
  let at = 0;
  let item = -1;
  for (const step of path.match(/[^.[\]]+/g) ?? []) {
    if (/^\d+$/.test(step)) item = Number(step);
    for (; at < lines.length; at++) {
      if (item >= 0 ? /^\s*- /.test(lines[at]) && item-- === 0 : new RegExp(`^\\s*(- )?${step.replace(/[^\wåäöÅÄÖ]/g, "\\$&")}:`).test(lines[at])) break;
    }
  }
  return at < lines.length ? at + 1 : 0;
}

function pressed(box: Box): void {
  if (box.path) toField(box.path);
  else say(box.origin === "programmet" ? `”${box.text}” står i programmets fil och är lika för alla kommuner.` : `”${box.text}” räknas ut ur avtalsperioden och avgiften.`);
}

// --- the case ------------------------------------------------------------------------------------

function wordButton(name: string, title: string): HTMLElement {
  return el("button", { type: "button", "data-word": name, click: (event) => {
    (event.target as HTMLElement).closest("details")?.removeAttribute("open");
    void fetchFile((file) => file.startsWith(`${name}-`) && file.endsWith(".docx"));
  } }, title);
}

async function openCase(name: string): Promise<void> {
  try {
    const found = await api.case(name);
    open = found;
    stamp = found.stämpel;
    text = found.utkast?.text ?? found.text;
    pending = [];
    findings = [];
    pages.show([]);
    editor.set(text);
    byId("ärende-namn").textContent = found.namn;
    pages.titles = Object.fromEntries(found.dokument.map((one) => [one.namn, one.titel]));
    byId("word-val").replaceChildren(...found.dokument.filter((one) => one.word).map((one) => wordButton(one.namn, one.titel)));
    byId("ärende-fil").textContent = found.fil;
    document.title = `${found.namn} – loftdocs`;
    view("ärende");
    byId("ändrad").hidden = true;
    if (found.utkast) {
      say("Här är det du skrev senast. Det är inte sparat än.");
      if (found.utkast.stämpel !== found.stämpel) conflict(found.text, found.stämpel);
    } else say("");
    ask();
  } catch (error) {
    view("lista");
    await cases();
    say(told(error));
  }
}

const unsaved = (): boolean => open !== null && (text !== open.text || pending.length > 0);

function mark(): void {
  const dirty = unsaved();
  byId("läge").textContent = dirty ? "Inte sparat" : "Sparat";
  byId("läge").className = dirty ? "ej" : "ja";
  byId<HTMLButtonElement>("spara").disabled = !dirty;
}

async function save(): Promise<boolean> {
  if (!open) return false;
  try {
    if (pending.length && !running) ask();
    while (running) await new Promise((done) => setTimeout(done, 20));
    if (pending.length) return false; // what was written in the form has not come through
    const sent = text;
    const answer = await api.save(open.namn, sent, stamp);
    stamp = answer.stämpel;
    open = { ...open, text: sent, stämpel: stamp, utkast: null };
    say("Sparat.");
    mark();
    return true;
  } catch (error) {
    if (error instanceof Changed) conflict(error.text, error.stämpel);
    else say(told(error));
    return false;
  }
}

/** The file was changed elsewhere: the clerk says which text is to stand. */
function conflict(theirs: string, theirStamp: string): void {
  byId("ändrad").hidden = false;
  byId("ta-deras").onclick = () => {
    if (!open) return;
    void api.drop(open.namn);
    open = { ...open, text: theirs, stämpel: theirStamp };
    stamp = theirStamp;
    text = theirs;
    editor.set(text);
    byId("ändrad").hidden = true;
    say("Texten från filen visas.");
    ask();
  };
  byId("behåll-min").onclick = () => {
    if (!open) return;
    open = { ...open, text: theirs, stämpel: theirStamp };
    stamp = theirStamp;
    byId("ändrad").hidden = true;
    say("Din text är kvar. När du sparar ersätter den filens.");
    mark();
  };
}

async function look(): Promise<void> {
  if (!open || document.hidden || !byId("ändrad").hidden) return;
  const name = open.namn;
  try {
    if ((await api.stamp(name)).stämpel === stamp) return;
    const now = await api.case(name);
    if (open?.namn !== name || now.stämpel === stamp) return;
    if (unsaved()) conflict(now.text, now.stämpel);
    else {
      open = now;
      stamp = now.stämpel;
      text = now.text;
      editor.set(text);
      say("Filen ändrades i ett annat program och har lästs in på nytt.");
      ask();
    }
  } catch {
    say("Kontakten med loftdocs är bruten. Det du skrev senast finns kvar när du startar skrivbordet igen.");
  }
}

// --- what is built -------------------------------------------------------------------------------

/** The files of a build of what is saved; null if there are none to be had. */
async function built(): Promise<BuiltFile[] | null> {
  if (!open) return null;
  if (unsaved() && !(await save())) return null;
  say("Gör handlingarna …");
  const answer = await api.build(open.namn);
  if (answer.klart) return answer.filer;
  findings = answer.fynd;
  list();
  say("Handlingarna kan inte göras förrän felen är rättade.");
  return null;
}

async function fetchFile(wanted: (name: string) => boolean): Promise<void> {
  try {
    const file = (await built())?.find((one) => wanted(one.namn));
    if (!open || !file) return;
    const link = el("a", { href: api.file(open.namn, file.namn), download: file.namn });
    document.body.append(link);
    link.click();
    link.remove();
    say(`${file.namn} är hämtad.`);
  } catch (error) {
    say(told(error));
  }
}

// --- views ---------------------------------------------------------------------------------------

function view(which: "lista" | "ärende"): void {
  byId("vy-lista").hidden = which !== "lista";
  byId("vy-ärende").hidden = which !== "ärende";
  byId("verktyg").hidden = which !== "ärende";
}

async function cases(): Promise<void> {
  open = null;
  document.title = "Ärenden – loftdocs";
  const { ärenden } = await api.cases();
  byId("inga-ärenden").hidden = ärenden.length > 0;
  const rows = ärenden.map((one) => {
    const state = el("td", {}, "…");
    return { one, state, row: el("tr", {}, el("td", {}, el("a", { href: `#${encodeURIComponent(one.namn)}` }, one.namn)), el("td", {}, one.kommun), state) };
  });
  byId("ärenden").replaceChildren(...rows.map(({ row }) => row));
  for (const { one, state } of rows) {
    if (open) return;
    const found = await api.state(one.namn).catch(() => null);
    const words = !found ? "går inte att läsa" : found.fel ? `${found.fel} fel` : `${found.byggt ? "handlingarna är gjorda" : "handlingarna behöver göras"}${found.varningar ? `, ${found.varningar} ${WORDS.varning[found.varningar === 1 ? 0 : 1]}` : ""}`;
    state.replaceChildren(el("span", { class: !found || found.fel ? "fel" : found.varningar ? "varning" : "bra" }, words));
  }
}

function tab(which: "formulär" | "yaml"): void {
  for (const name of ["formulär", "yaml"]) {
    const chosen = name === which;
    const button = byId(`flik-${name}`);
    button.setAttribute("aria-selected", String(chosen));
    button.tabIndex = chosen ? 0 : -1;
    byId(`panel-${name}`).hidden = !chosen;
  }
}

function say(words: string): void {
  if (byId("meddelande").textContent !== words) byId("meddelande").textContent = words;
}

const told = (error: unknown): string => (error instanceof TypeError ? "Kontakten med loftdocs är bruten." : error instanceof Error ? error.message : String(error));

async function route(): Promise<void> {
  if (location.hash === "#innehåll" || location.hash === `#${encodeURIComponent("innehåll")}`) return; // the skip link
  const name = decodeURIComponent(location.hash.slice(1));
  if (name) return openCase(name);
  view("lista");
  say("");
  await cases();
}

for (const name of ["formulär", "yaml"] as const) {
  byId(`flik-${name}`).addEventListener("click", () => tab(name));
  byId(`flik-${name}`).addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = name === "yaml" ? "formulär" : "yaml";
    tab(other);
    byId(`flik-${other}`).focus();
  });
}
byId("spara").addEventListener("click", () => void save());
byId("hämta").addEventListener("click", () => void fetchFile((name) => name.startsWith("handlingar-")));
for (const button of document.querySelectorAll<HTMLElement>("[data-fil]")) {
  button.addEventListener("click", () => {
    button.closest("details")?.removeAttribute("open");
    void fetchFile((name) => name.startsWith(`${button.dataset.fil}-`));
  });
}
// A menu goes when one leaves it.
for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.meny")) {
  menu.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node) || !menu.contains(event.relatedTarget)) menu.removeAttribute("open");
  });
}
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    void save();
  }
  if (event.key === "Escape") document.querySelector<HTMLElement>("details.meny[open]")?.removeAttribute("open");
});
window.addEventListener("hashchange", () => void route());
window.setInterval(() => void look(), LOOK_EVERY);
void api.schema().then((found) => {
  schema = found;
  return route();
});

/** The people of the case, for completion. */
function names(data: Value): string[] {
  const people = data && typeof data === "object" && !Array.isArray(data) ? data.personer : null;
  return (Array.isArray(people) ? people : []).flatMap((one) => (one && typeof one === "object" && !Array.isArray(one) && one.namn ? [String(one.namn)] : []));
}
