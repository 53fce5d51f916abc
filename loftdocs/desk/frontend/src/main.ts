// The desk: the list of cases, and one case with its form, its text, its findings and its pages.

import { type Answer, api, type Box, type BuiltFile, type Case, Changed, type Finding, listener, Lost, type Schema, type Shown, type Value } from "./api";
import { type Aside, asidesOf, showAsides, startOf } from "./asides";
import { showCases } from "./cases";
import { Cleaner, toldOf } from "./clean";
import { Conflict } from "./conflict";
import { Beacon, type Contact } from "./contact";
import { byId, dotted, el } from "./dom";
import { Editor } from "./editor";
import { lineOf, list } from "./findings";
import { Form } from "./form";
import { Keeper } from "./kept";
import { Pages } from "./pages";
import { showRefused } from "./refused";
import { showVerdicts } from "./verdicts";
import { Work } from "./work";

const WHOLE_AFTER = 350; // ms without a key: then the bundle is put together and all rules are asked
const LOOK_EVERY = 1500; // ms between looks at the file on disk

const given = (name: string): string => document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? "";
let schema: Schema | null = null;
let cleaner: Cleaner;
let values: Value = null;
let findings: Finding[] = [];
let wholeTimer = 0;
let turn = 0;
let opening = 0;
let moving = false;

// --- what is written -----------------------------------------------------------------------------

const keeper = new Keeper(given("projekt"));
const work = new Work(keeper, { changed: mark, answered, failed: (error) => say(told(error)) });
const editor = new Editor(byId("yaml-fält"), given("nonce"), (now) => work.typed(now), (pasted, indent) => {
  const { text, count } = cleaner.clean(pasted, `\n${indent}`, `\n\n${indent}`);
  if (count) say(toldOf(count));
  return text;
});
const form = new Form(
  byId("formulär-fält"),
  (changes) => work.change(changes),
  (field) => {
    const count = cleaner.field(field);
    if (count) say(toldOf(count));
  },
);
const pages = new Pages(byId("sidor"), pressed);
const conflict = new Conflict(async (mine, theirs) => (work.open ? (await api.difference(work.open.namn, mine, theirs)).rader : []));

/** Another text is in place of the one that was shown. */
function replaced(): void {
  editor.set(work.text);
  form.renew();
}

function answered(answer: Answer): void {
  editor.set(work.text);
  values = answer.värden;
  if (answer.schema) [schema, work.form] = [answer.schema, answer.schemamärke];
  show(answer, false);
  conflict.refresh();
  window.clearTimeout(wholeTimer);
  wholeTimer = window.setTimeout(() => void whole(), WHOLE_AFTER);
}

async function whole(): Promise<void> {
  if (!work.open) return;
  const [name, asked, now] = [work.open.namn, work.text, ++turn];
  try {
    const answer = await api.whole(name, asked);
    if (work.open?.namn === name && work.text === asked && now === turn) show(answer, true);
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
  if (schema) editor.know(schema, values);
  editor.mark(findings);
  list(findings, goTo);
  if (answer.besked) showVerdicts(answer.besked, toField);
  document.body.dataset.klart = all ? "helhet" : "utkast";
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
    const line = lineOf(work.text, path);
    if (line) {
      editor.goTo(line, 1);
      return true;
    }
  }
  tab("formulär");
  return form.goTo(path);
}

function pressed(box: Box): void {
  if (box.path) toField(box.path);
  else say(box.origin === "programmet" ? `”${box.text}” står i programmets fil och är lika för alla ärenden.` : `”${box.text}” räknas ut ur andra uppgifter.`);
}

// --- the case ------------------------------------------------------------------------------------

function wordButton(name: string, title: string): HTMLElement {
  return menuButton("data-word", name, title, (file) => file.startsWith(`${name}-`) && file.endsWith(".docx"));
}

function fileButton(start: string, title: string): HTMLElement {
  return menuButton("data-fil", start, title, (file) => file.startsWith(start) && !file.endsWith(".docx"));
}

function menuButton(kind: string, name: string, title: string, wanted: (file: string) => boolean): HTMLElement {
  return el("button", { type: "button", [kind]: name, click: (event) => {
    (event.target as HTMLElement).closest("details")?.removeAttribute("open");
    void fetchFile(wanted);
  } }, title);
}

/** What else can be had, and the main bundle: as the programme has them. */
function offer({ dokument, samling, filer }: Case): void {
  pages.titles = Object.fromEntries(dokument.map((one) => [one.namn, one.titel]));
  byId("word-val").replaceChildren(...dokument.filter((one) => one.word).map((one) => wordButton(one.namn, one.titel)));
  byId("fil-val").replaceChildren(...filer.map(({ början, titel }) => fileButton(början, titel)));
  byId("hämta").dataset.samling = samling;
}

async function openCase(name: string): Promise<void> {
  const now = ++opening;
  try {
    await work.leave();
    const found = await api.case(name);
    const others = asidesOf(found, keeper, await keeper.open());
    if (now !== opening) return;
    conflict.hide();
    findings = [];
    showVerdicts([], toField);
    pages.show([]);
    const { start, from } = startOf(found, keeper, others);
    [schema, work.form] = [null, ""]; // until the answer says what its programme asks for
    byId("ärende-namn").textContent = found.namn;
    offer(found);
    byId("ärende-fil").textContent = found.fil;
    document.title = `${found.namn} – loftdocs`;
    view("ärende");
    work.start(found, start);
    replaced();
    say(work.unsaved ? "Här är det du skrev senast. Det är inte sparat än." : "");
    if (start.stämpel !== found.stämpel) conflicting(found, false);
    list(findings, goTo);
    await work.settled();
    if (from && !work.unsent) await forget(from);
    await refreshAsides();
  } catch (error) {
    if (now !== opening) return;
    view("lista");
    say(told(error));
    if (!(error instanceof Lost)) await showCases(() => work.open !== null).catch((other) => say(told(other)));
  }
}

function mark(): void {
  const dirty = work.unsaved;
  byId("läge").textContent = dirty ? "Inte sparat" : "Sparat";
  byId("läge").className = dirty ? "ej" : "ja";
  byId<HTMLButtonElement>("spara").disabled = !dirty;
  showRefused(work.refused, (one) => work.forget(one));
}

async function save(): Promise<boolean> {
  if (conflict.open) {
    conflict.focus(); // which text is to stand has to be said first
    return false;
  }
  try {
    if (!(await work.save())) return false; // what was written in the form has not come through
    say("Sparat.");
    void refreshAsides();
    return true;
  } catch (error) {
    if (error instanceof Changed) conflicting({ text: error.text, stämpel: error.stämpel }, true);
    else say(told(error));
    return false;
  }
}

/** The file was changed elsewhere: the clerk says which text is to stand, and the other is put aside. */
function conflicting({ text: theirs, stämpel: stamp }: Pick<Case, "text" | "stämpel">, asked: boolean): void {
  const decide = async (keepMine: boolean): Promise<boolean> => {
    try {
      await work.settled();
      if (!work.open) return true;
      if (work.inForm.length > work.refused.length) throw new Error("Det du skrev har inte kommit fram till skrivbordet än. Försök igen.");
      const other = keepMine ? { slag: "filens" as const, text: theirs, stämpel: stamp } : { slag: "min" as const, text: work.text, stämpel: work.stamp };
      await putAside(work.open.namn, other);
      work.rebase(theirs, stamp);
      work.show(keepMine ? work.text : theirs, stamp);
      if (!keepMine) replaced();
      say(keepMine ? "Din text är kvar. När du sparar ersätter den filens, som är undanlagd." : "Texten från filen visas. Din text är undanlagd.");
      void work.settled().then(refreshAsides);
      return true;
    } catch (error) {
      say(told(error));
      return false;
    }
  };
  conflict.show({ theirs, stamp, mine: () => work.text, decide }, asked);
}

async function look(): Promise<void> {
  if (document.hidden) return;
  const name = work.open?.namn;
  try {
    if (!name) {
      if (beacon.state !== "finns") await api.unseen();
      return;
    }
    if ((await api.stamp(name)).stämpel === work.stamp || conflict.open || work.saving) return;
    const now = await api.case(name);
    if (work.open?.namn !== name || now.stämpel === work.stamp || conflict.open || work.saving) return;
    if (work.unsaved) conflicting(now, false);
    else {
      offer(now);
      work.start(now, { ...now, ändringar: [] });
      replaced();
      say("Filen ändrades i ett annat program eller en annan flik och har lästs in på nytt.");
    }
  } catch (error) {
    if (!(error instanceof Lost)) say(told(error));
  }
}

// --- what is not saved, here and elsewhere -------------------------------------------------------

async function refreshAsides(): Promise<void> {
  const name = work.open?.namn;
  const found = name && beacon.state === "finns" ? await api.case(name).catch(() => null) : null;
  const open = await keeper.open();
  if (found && work.open?.namn === name) showAsides(asidesOf(found, keeper, open), (one) => void takeAside(one), (one) => void dropAside(one));
}

/** Puts a text aside: with the server, or in this browser if it has nowhere to keep it. */
async function putAside(name: string, one: { slag: "min" | "filens"; text: string; stämpel: string }): Promise<void> {
  await api.putAside(name, one).catch((error) => {
    if (error instanceof Lost || !keeper.aside(name, one)) throw error;
  });
}

/** Shows another text in place of this one, which is put aside if it is not saved. */
async function takeAside(one: Aside): Promise<void> {
  try {
    await work.settled();
    if (!work.open) return;
    if (work.text !== work.open.text) await putAside(work.open.namn, { slag: "min", text: work.text, stämpel: work.stamp });
    // Who chooses a text that was put aside knows that the file is another.
    work.show(one.text, one.slag === "skriven" ? one.stämpel : work.open.stämpel, one.ändringar);
    replaced();
    say("Texten är framtagen. Den är inte sparad än.");
    await work.settled();
    if (!work.unsent) await forget(one);
    if (work.stamp !== work.open.stämpel) conflicting(work.open, true);
  } catch (error) {
    say(told(error));
  }
  await refreshAsides();
}

async function dropAside(one: Aside): Promise<void> {
  if (!window.confirm("Släng texten? Den går inte att få tillbaka.")) return;
  await forget(one).catch((error) => say(told(error)));
  await refreshAsides();
}

async function forget(one: Aside): Promise<void> {
  if (!work.open) return;
  if (one.märke) await api.drop(work.open.namn, { flik: one.flik, märke: one.märke });
  keeper.drop(work.open.namn, one.flik);
}

// --- the server ----------------------------------------------------------------------------------

const beacon = new Beacon(given("kanal"), contact, (path) => {
  if (!work.keep()) return; // what this tab alone has would be lost
  moving = true;
  location.replace(path + location.hash);
});
listener.heard = (state) => beacon.heard(state);

function contact(state: Contact): void {
  byId("bruten").hidden = state === "finns";
  byId("hämta-text").hidden = !work.open;
  if (state === "finns") return work.open ? work.ask() : undefined;
  const kept = !work.unsent || work.keep() ? "Det du har skrivit finns kvar i den här webbläsaren." : "Det du har skrivit finns bara i den här fliken: hämta det som fil innan du stänger den.";
  const way =
    state === "bruten"
      ? "Starta skrivbordet igen med make desk, så kommer texten tillbaka i ärendet."
      : "Skrivbordet har startats om och har en ny adress. Öppna den adress som står i terminalen, så följer den här fliken med dit.";
  byId("bruten-text").textContent = `Kontakten med loftdocs är bruten. ${kept} ${way}`;
}

/** The text as a file that the browser saves: that needs no server. */
function fetchText(): void {
  if (!work.open) return;
  const loose = work.inForm.map((one) => `# ${dotted(one.väg)}: ${one.slag} ${JSON.stringify(one.värde ?? null)}\n`);
  const whole = loose.length ? `${work.text}\n# Skrivet i formuläret och inte infört ovan:\n${loose.join("")}` : work.text;
  const link = el("a", { href: URL.createObjectURL(new Blob([whole], { type: "application/yaml" })), download: `${work.open.namn}.yaml` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// --- what is built -------------------------------------------------------------------------------

/** The files of a build of what is saved; null if there are none to be had. */
async function built(): Promise<BuiltFile[] | null> {
  if ((work.unsaved || conflict.open) && !(await save())) return null;
  if (!work.open) return null;
  say("Gör handlingarna …");
  const answer = await api.build(work.open.namn);
  if (answer.klart) return answer.filer;
  findings = answer.fynd;
  list(findings, goTo);
  showVerdicts(answer.besked, toField);
  say("Handlingarna kan inte göras förrän felen är rättade.");
  return null;
}

async function fetchFile(wanted: (name: string) => boolean): Promise<void> {
  try {
    const files = await built();
    if (!work.open || !files) return;
    const file = files.find((one) => wanted(one.namn));
    if (!file) return say("I det här ärendet finns ingen sådan fil.");
    const link = el("a", { href: api.file(work.open.namn, file.namn), download: file.namn });
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

const told = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function route(): Promise<void> {
  if (location.hash === "#innehåll" || location.hash === `#${encodeURIComponent("innehåll")}`) return; // the skip link
  const name = decodeURIComponent(location.hash.slice(1));
  if (name) return openCase(name);
  const now = ++opening;
  await work.leave();
  if (now !== opening) return;
  conflict.hide();
  view("lista");
  say("");
  await showCases(() => now !== opening).catch((error) => say(told(error)));
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
byId("hämta-text").addEventListener("click", fetchText);
byId("hämta").addEventListener("click", () => void fetchFile((name) => name.startsWith(byId("hämta").dataset.samling ?? "") && name.endsWith(".pdf")));
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
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) void look().then(refreshAsides);
});
window.addEventListener("beforeunload", (event) => {
  if (work.unsaved && !moving) event.preventDefault();
});
void api.unseen().then((unseen) => {
  cleaner = new Cleaner(unseen);
  beacon.tell();
  return route();
});
