// Texts of a case that are not saved and not shown: other tabs' own, and those that were not chosen.

import type { Case, Change, Draft } from "./api";
import { byId, el } from "./dom";
import type { Keeper } from "./kept";
import type { Start } from "./work";

const WORDS = {
  skriven: "Text som skrevs i en flik som har stängts",
  min: "Din text, som du bytte mot filens",
  filens: "Filens text, som du bytte mot din",
} as const;

export interface Aside extends Draft {
  /** Whether the tab that wrote it is open. */
  öppen: boolean;
  /** What was written in the form and never came into the text. */
  ändringar: Change[];
}

/** What other tabs and earlier choices have left of a case; what a tab never got sent counts before what it sent. */
export function asidesOf(found: Case, keeper: Keeper, open: Set<string>): Aside[] {
  const unsent = keeper.others(found.namn);
  const sent = found.utkast.filter((one) => one.flik !== keeper.tab);
  const mark = (flik: string) => sent.find((one) => one.flik === flik)?.märke ?? "";
  const all = [
    ...unsent.map(({ flik, kept }) => ({ ...kept, flik, slag: "skriven" as const, märke: mark(flik) })),
    ...sent.filter((one) => !unsent.some(({ flik }) => flik === one.flik)).map((one) => ({ ...one, ändringar: [] })),
  ];
  return all
    .filter((one) => one.text !== found.text || one.ändringar.length > 0)
    .map((one) => ({ ...one, öppen: open.has(one.flik) }))
    .sort((one, other) => Date.parse(other.när || "1970") - Date.parse(one.när || "1970"));
}

/** What to begin with: this tab's own, else the latest that a closed tab has left, else what is saved. */
export function startOf(found: Case, keeper: Keeper, asides: Aside[]): { start: Start; from: Aside | null } {
  const own = keeper.get(found.namn) ?? found.utkast.find((one) => one.flik === keeper.tab);
  if (own) return { start: { ändringar: [], ...own }, from: null };
  const from = asides.find((one) => one.slag === "skriven" && !one.öppen) ?? null;
  return { start: from ?? { ...found, ändringar: [] }, from };
}

/** Lists them: what is done with one is for `take` and `drop` to do. */
export function showAsides(asides: Aside[], take: (one: Aside) => void, drop: (one: Aside) => void): void {
  byId("undan").hidden = asides.length === 0;
  byId("undan-lista").replaceChildren(
    ...asides.map((one) => {
      const when = one.när ? `, ${moment(one.när)}` : "";
      if (one.öppen) return el("li", {}, `Ärendet är öppet i en annan flik, med text som inte är sparad där${when}. Den rörs inte härifrån.`);
      const words = `${WORDS[one.slag]}${when}`;
      const hidden = () => el("span", { class: "dold" }, `: ${words}`);
      return el(
        "li",
        {},
        el("details", {}, el("summary", {}, words), el("pre", { tabindex: "0", "aria-label": words }, one.text)),
        el("button", { type: "button", class: "lätt", "data-ta-fram": one.flik, click: () => take(one) }, "Ta fram texten", hidden()),
        el("button", { type: "button", class: "lätt", "data-släng": one.flik, click: () => drop(one) }, "Släng", hidden()),
      );
    }),
  );
}

const moment = (iso: string): string => new Date(iso).toLocaleString("sv-SE", { dateStyle: "long", timeStyle: "short" });
