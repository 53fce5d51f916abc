// The case that is written in: what has been typed, what the server has of it, and what is on its way there.

import { type Answer, api, type Case, type Change } from "./api";
import type { Keeper } from "./kept";

export interface Start {
  text: string;
  stämpel: string;
  ändringar: Change[];
}

interface Listener {
  /** Something was typed, or is saved. */
  changed: () => void;
  answered: (answer: Answer) => void;
  failed: (error: unknown) => void;
}

export class Work {
  open: Case | null = null;
  text = "";
  /** The stamp of the file that the text was written in. */
  stamp = "";
  /** Changes that could not be put into the text. */
  refused: Change[] = [];
  saving = false;
  /** The mark of the schema that the form is made from. */
  form = "";
  /** Whether what is unsent is stored in the browser, and not only in the page. */
  stored = true;
  private pending: Change[] = [];
  private underway: Change[] = [];
  // The text that the server has, as it is saved or as this tab's draft; null when it could not keep it.
  private atServer: string | null = "";
  private waiting = false;
  private sending: Promise<void> | null = null;

  constructor(
    private keeper: Keeper,
    private listener: Listener,
  ) {}

  /** Whether there is something that is not in the file: also what is still on its way. */
  get unsaved(): boolean {
    return this.open !== null && (this.text !== this.open.text || this.inForm.length > 0);
  }

  /** Whether there is something that the server has not got. */
  get unsent(): boolean {
    return this.open !== null && (this.text !== this.atServer || this.inForm.length > 0);
  }

  /** What was written in the form and is not in the text. */
  get inForm(): Change[] {
    return [...this.underway, ...this.pending, ...this.refused];
  }

  /** Begins with a case, showing a text that may be another than the saved one. */
  start(found: Case, { text, stämpel, ändringar }: Start): void {
    this.open = found;
    this.refused = [];
    this.show(text, stämpel, ändringar);
  }

  /** Another text in place of this one. */
  show(text: string, stamp: string, changes: Change[] = []): void {
    this.text = text;
    this.stamp = stamp;
    this.pending = changes;
    this.atServer = text === this.open?.text ? text : null;
    this.ask();
  }

  /** The file is another now, and what is typed is meant to take its place. */
  rebase(text: string, stamp: string): void {
    if (this.open) this.open = { ...this.open, text, stämpel: stamp };
    this.stamp = stamp;
  }

  /** Ends with the case: what was typed has come through first, or is kept in the browser. */
  async leave(): Promise<void> {
    if (!this.open) return;
    await this.settled();
    this.keep();
    this.open = null;
  }

  typed(text: string): void {
    this.text = text;
    this.ask();
  }

  change(changes: Change[]): void {
    // Of two new values for one field only the last is of interest.
    for (const change of changes) {
      const where = JSON.stringify(change.väg);
      const other = (one: Change) => one.slag !== "sätt" || JSON.stringify(one.väg) !== where;
      if (change.slag === "sätt") [this.pending, this.refused] = [this.pending.filter(other), this.refused.filter(other)];
      this.pending.push(change);
    }
    this.ask();
  }

  /** What could not be put into the text has been taken care of. */
  forget(change: Change): void {
    this.refused = this.refused.filter((one) => one !== change);
    this.keep();
    this.listener.changed();
  }

  /** Sends what has been written: at once if nothing is on its way, else as soon as that is answered. */
  ask(): void {
    this.waiting = true;
    this.keep();
    this.listener.changed();
    this.sending ??= this.send().finally(() => (this.sending = null));
  }

  /** Waits until what was typed has been answered, or could not be sent. */
  async settled(): Promise<void> {
    if (this.pending.length && !this.sending) this.ask();
    await this.sending;
  }

  /** Saves what is typed; false if not all of it has come through. Throws `Changed` if the file is another. */
  async save(): Promise<boolean> {
    await this.settled();
    if (!this.open || this.pending.length) return false;
    const [name, text] = [this.open.namn, this.text];
    this.saving = true;
    try {
      const { stämpel } = await api.save(name, { flik: this.keeper.tab, text, stämpel: this.stamp });
      if (this.open?.namn !== name) return true;
      this.rebase(text, stämpel);
      if (this.text === text) this.atServer = text;
      this.keep();
      this.listener.changed();
      return true;
    } finally {
      this.saving = false;
    }
  }

  /** Keeps in the browser what the server has not got; false if it is kept in the page alone. */
  keep(): boolean {
    if (!this.open) return true;
    if (this.unsent) this.stored = this.keeper.put(this.open.namn, { text: this.text, stämpel: this.stamp, ändringar: this.inForm });
    else this.keeper.drop(this.open.namn);
    return this.stored || !this.unsent;
  }

  private async send(): Promise<void> {
    while (this.waiting && this.open) {
      this.waiting = false;
      const [name, sent] = [this.open.namn, this.text];
      [this.underway, this.pending] = [this.pending, []];
      try {
        const answer = await api.draft(name, { flik: this.keeper.tab, text: sent, stämpel: this.stamp, ändringar: this.underway, schemamärke: this.form });
        const made = this.underway.filter((_, number) => !answer.nekade.includes(number));
        this.refused.push(...this.underway.filter((_, number) => answer.nekade.includes(number)));
        this.underway = [];
        // What was typed in the editor meanwhile is newer than the answer.
        if (this.text === sent) this.text = answer.text;
        else this.pending = [...made, ...this.pending];
        this.atServer = answer.bevarat ? answer.text : null;
        this.listener.answered(answer);
      } catch (error) {
        [this.pending, this.underway] = [[...this.underway, ...this.pending], []];
        this.listener.failed(error);
      }
      this.keep();
      this.listener.changed();
    }
  }
}
