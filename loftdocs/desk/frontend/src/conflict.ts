// The file is another than the one that was written in: both texts and what differs, until the clerk says which stands.

import type { Row } from "./api";
import { byId, el } from "./dom";

const QUIET = 1000; // ms without a key before the focus is moved: what is typed blindly would go nowhere

export interface Choice {
  theirs: string;
  stamp: string;
  mine: () => string;
  /** Carries the choice out; false if it could not be, and then it is still to be made. */
  decide: (keepMine: boolean) => Promise<boolean>;
}

export class Conflict {
  private choice: Choice | null = null;
  private from: Element | null = null;
  private lastKey = -QUIET;
  private compared = "";

  constructor(private compare: (mine: string, theirs: string) => Promise<Row[]>) {
    document.addEventListener("keydown", () => (this.lastKey = performance.now()), true);
    byId("ta-deras").addEventListener("click", () => void this.decided(false));
    byId("behåll-min").addEventListener("click", () => void this.decided(true));
  }

  get open(): boolean {
    return this.choice !== null;
  }

  /** Asks; the focus comes here at once if `asked` for, else when nothing is being typed. */
  show(choice: Choice, asked: boolean): void {
    this.choice = choice;
    this.compared = "";
    this.from = document.activeElement;
    byId("ändrad").hidden = false;
    this.buttons(true);
    this.refresh();
    if (asked) this.focus();
    else this.whenQuiet();
  }

  /** Shows the texts as they are now: one may go on writing. */
  refresh(): void {
    const choice = this.choice;
    const mine = choice?.mine() ?? "";
    if (!choice || mine === this.compared) return;
    this.compared = mine;
    byId("ändrad-min").textContent = mine;
    byId("ändrad-filens").textContent = choice.theirs;
    void this.compare(mine, choice.theirs)
      .then((rows) => this.choice === choice && this.compared === mine && byId("ändrad-rader").replaceChildren(...rows.map(row)))
      .catch(() => (this.compared = ""));
  }

  focus(): void {
    byId("ändrad").scrollIntoView({ block: "nearest" });
    byId("ändrad").focus();
  }

  hide(): void {
    this.choice = null;
    byId("ändrad").hidden = true;
  }

  private whenQuiet(): void {
    const left = this.lastKey + QUIET - performance.now();
    if (left > 0) window.setTimeout(() => this.open && this.whenQuiet(), left);
    else if (!byId("ändrad").contains(document.activeElement)) this.focus();
  }

  private async decided(keepMine: boolean): Promise<void> {
    const choice = this.choice;
    if (!choice) return;
    this.buttons(false);
    const done = await choice.decide(keepMine);
    this.buttons(true);
    if (!done) return this.focus();
    if (this.choice === choice) this.hide();
    const back = this.from instanceof HTMLElement && this.from.isConnected && this.from !== document.body ? this.from : byId("innehåll");
    back.focus({ preventScroll: true });
  }

  private buttons(usable: boolean): void {
    for (const id of ["ta-deras", "behåll-min"]) byId<HTMLButtonElement>(id).disabled = !usable;
  }
}

function row(one: Row): HTMLElement {
  if (one.slag === "hopp" || one.slag === "ojämfört") {
    const words = one.slag === "hopp" ? `${one.antal} rader är lika` : `${one.antal} rader till är inte jämförda`;
    return el("tr", { class: "hopp" }, el("td", { colspan: "3" }, words));
  }
  const changed = one.slag === "ändrad";
  const [mine, theirs] = changed ? marked(one.min, one.filens) : [[one.min ?? ""], [one.filens ?? ""]];
  const sign = changed ? el("td", { class: "tecken" }, "≠", el("span", { class: "dold" }, " skiljer sig")) : el("td", { class: "tecken" });
  return el("tr", { class: changed ? "skild" : "lika" }, sign, el("td", {}, ...mine), el("td", {}, ...theirs));
}

/** Two lines, with what is between their common beginning and end marked. */
function marked(mine: string | null, theirs: string | null): [(Node | string)[], (Node | string)[]] {
  if (mine === null || theirs === null) {
    const whole = (text: string | null) => [text === null ? el("span", { class: "saknas" }, "raden finns inte") : el("mark", {}, text)];
    return [whole(mine), whole(theirs)];
  }
  let from = 0;
  while (from < Math.min(mine.length, theirs.length) && mine[from] === theirs[from]) from++;
  let back = 0;
  while (back < Math.min(mine.length, theirs.length) - from && mine.at(-1 - back) === theirs.at(-1 - back)) back++;
  const parts = (text: string) => [text.slice(0, from), el("mark", {}, text.slice(from, text.length - back)), text.slice(text.length - back)];
  return [parts(mine), parts(theirs)];
}
