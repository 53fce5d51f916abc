// What was typed and is not with the server yet: kept in the browser, for each project, case and tab.

import type { Change } from "./api";

export interface Kept {
  text: string;
  stämpel: string;
  ändringar: Change[];
  när: string;
}

const TAB = "loftdocs-flik";
const isKept = (data: unknown): data is Kept =>
  typeof data === "object" && data !== null && typeof (data as Kept).text === "string" && typeof (data as Kept).stämpel === "string" && Array.isArray((data as Kept).ändringar);

const made = (): string => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** What may not be there: storage can be turned off, or full. */
function attempt<T>(what: () => T, otherwise: T): T {
  try {
    return what();
  } catch {
    return otherwise;
  }
}

export class Keeper {
  /** What this tab is called; the same after a reload, another in a copy of the tab. */
  readonly tab: string;
  // What the browser would not store is kept as long as the page is there.
  private here = new Map<string, Kept>();

  constructor(private project: string) {
    const known = attempt(() => sessionStorage.getItem(TAB), null);
    this.tab = known ?? made();
    // A tab that is copied takes what is stored for it along: so its name stands there only while the page is left.
    const away = () => attempt(() => sessionStorage.removeItem(TAB), undefined);
    away();
    window.addEventListener("pageshow", away);
    window.addEventListener("pagehide", () => attempt(() => sessionStorage.setItem(TAB, this.tab), undefined));
    // Held as long as the tab is there: by it others know that what it has is not left behind.
    void navigator.locks?.request(this.prefix + this.tab, () => new Promise(() => {}));
  }

  /** Keeps what is unsent of a case; false if it is only kept as long as the page is there. */
  put(name: string, kept: Omit<Kept, "när">): boolean {
    const whole = { ...kept, när: new Date().toISOString() };
    this.here.set(name, whole);
    return this.store(name, this.tab, whole);
  }

  /** Keeps a text as a tab would have that is not there; false if the browser does not store it. */
  aside(name: string, { text, stämpel }: Pick<Kept, "text" | "stämpel">): boolean {
    return this.store(name, made(), { text, stämpel, ändringar: [], när: new Date().toISOString() });
  }

  get(name: string, tab = this.tab): Kept | null {
    const stored = attempt<unknown>(() => JSON.parse(localStorage.getItem(this.key(name, tab)) ?? "null"), null);
    return isKept(stored) ? stored : tab === this.tab ? (this.here.get(name) ?? null) : null;
  }

  drop(name: string, tab = this.tab): void {
    if (tab === this.tab) this.here.delete(name);
    attempt(() => localStorage.removeItem(this.key(name, tab)), undefined);
  }

  /** What other tabs have left unsent of a case. */
  others(name: string): { flik: string; kept: Kept }[] {
    const start = this.key(name, "");
    const tabs = attempt(() => Object.keys(localStorage), []).filter((key) => key.startsWith(start)).map((key) => key.slice(start.length));
    return tabs.filter((flik) => flik !== this.tab).flatMap((flik) => {
      const kept = this.get(name, flik);
      return kept ? [{ flik, kept }] : [];
    });
  }

  /** The tabs that are open, as far as this browser tells. */
  async open(): Promise<Set<string>> {
    const locks = (await navigator.locks?.query())?.held ?? [];
    return new Set(locks.flatMap(({ name }) => (name?.startsWith(this.prefix) ? [name.slice(this.prefix.length)] : [])));
  }

  private store(name: string, tab: string, kept: Kept): boolean {
    return attempt(() => {
      localStorage.setItem(this.key(name, tab), JSON.stringify(kept));
      return true;
    }, false);
  }

  private get prefix(): string {
    return `loftdocs/${this.project}/`;
  }

  private key(name: string, tab: string): string {
    return `${this.prefix}${encodeURIComponent(name)}/${tab}`;
  }
}
