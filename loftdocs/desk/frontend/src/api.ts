// What the server answers. All addresses are relative: the token is the first part of the page's own path.

import type { Unseen } from "./clean";
import type { Contact } from "./contact";

export type Path = (string | number)[];
export type Value = string | null | Value[] | { [key: string]: Value };
export type Change = { slag: "sätt" | "lägg till" | "ta bort"; väg: Path; värde?: Value };

export interface Finding {
  code: string;
  severity: "fel" | "varning" | "upplysning";
  message: string;
  hint: string;
  line: number | null;
  column: number | null;
  document: string | null;
  page: number | null;
  quote: string | null;
  sida: number | null;
  fält: string | null;
  rad: number | null;
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
  text: string;
  origin: string;
  path: string | null;
}

export interface Page {
  id: string;
  document: string;
  number: number;
  width: number;
  height: number;
  boxes: Box[];
}

/** Whether the paper can be laid before the board, or the agreement be signed, and what is missing for it. */
export interface Verdict {
  om: "skrivelsen" | "avtalet";
  läge: "ja" | "varning" | "väntar" | "nej";
  besked: string;
  ingress: string;
  saknas: { vad: string; gör: string; väg: string | null; handling: string | null }[];
}

export interface Shown {
  sidor: Page[] | null;
  fynd: Finding[];
  /** Null until the whole bundle is made. */
  besked: Verdict[] | null;
}

export interface Answer extends Shown {
  text: string;
  /** The numbers of the changes that could not be made. */
  nekade: number[];
  /** Whether the server has kept the text. */
  bevarat: boolean;
  värden: Value;
  /** The mark of the form's schema, and the schema where the page has another; none of a programme that cannot be read. */
  schemamärke: string;
  schema: Schema | null;
}

/** A text that is not saved: written in a tab, or put aside in favour of another. */
export interface Draft {
  flik: string;
  text: string;
  stämpel: string;
  slag: "skriven" | "min" | "filens";
  när: string;
  märke: string;
}

/** A line of two texts side by side, or `antal` lines that are not shown. */
export interface Row {
  slag: "lika" | "ändrad" | "hopp" | "ojämfört";
  min: string | null;
  filens: string | null;
  antal: number;
}

export interface Case {
  namn: string;
  fil: string;
  text: string;
  stämpel: string;
  utkast: Draft[];
  dokument: { namn: string; titel: string; word: boolean }[];
  /** How the name of the main bundle's file begins, and those of the other files that a build gives. */
  samling: string;
  filer: { början: string; titel: string }[];
}

export interface State {
  fel: number;
  varningar: number;
  byggt: boolean;
  filer: BuiltFile[];
}

export interface BuiltFile {
  namn: string;
  byte: number;
}

export interface Built {
  klart: boolean;
  fynd: Finding[];
  besked: Verdict[];
  filer: BuiltFile[];
}

/** The file is another than the one that was read. */
export class Changed extends Error {
  constructor(
    readonly text: string,
    readonly stämpel: string,
  ) {
    super("changed");
  }
}

/** There was no answer, or none for this page: what is asked for is as it was. */
export class Lost extends Error {}

/** Told after each request what it says of the server; set by whoever wants to know. */
export const listener: { heard: (contact: Contact) => void } = { heard: () => {} };

const place = (name: string, what: string) => `arenden/${encodeURIComponent(name)}/${what}`;

async function ask<T>(path: string, how?: RequestInit): Promise<T> {
  const response = await fetch(path, how).catch(() => null);
  const contact = response === null ? "bruten" : response.status === 403 ? "ny adress" : "finns";
  listener.heard(contact);
  if (response === null || contact !== "finns") throw new Lost("Kontakten med loftdocs är bruten.");
  const data = await response.json().catch(() => ({}));
  if (response.status === 409) throw new Changed(data.text, data.stämpel);
  if (!response.ok) throw new Error([data.meddelande, data.råd].filter(Boolean).join(" ") || "Servern svarar inte som den ska.");
  return data as T;
}

const get = <T>(path: string): Promise<T> => ask<T>(path);

const post = <T>(path: string, data: object): Promise<T> =>
  ask<T>(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(data) });

export const api = {
  cases: () => get<{ ärenden: { namn: string; part: string }[] }>("arenden"),
  case: (name: string) => get<Case>(`arenden/${encodeURIComponent(name)}`),
  state: (name: string) => get<State>(place(name, "lage")),
  stamp: (name: string) => get<{ stämpel: string }>(place(name, "stampel")),
  unseen: () => get<Unseen>("osynligt"),
  draft: (name: string, data: { flik: string; text: string; stämpel: string; ändringar: Change[]; schemamärke: string }) => post<Answer>(place(name, "utkast"), data),
  whole: (name: string, text: string) => post<Shown>(place(name, "helhet"), { text }),
  save: (name: string, data: { flik: string; text: string; stämpel: string }) => post<{ stämpel: string }>(place(name, "spara"), data),
  drop: (name: string, data: { flik: string; märke?: string }) => post<object>(place(name, "slang"), data),
  putAside: (name: string, data: { slag: "min" | "filens"; text: string; stämpel: string }) => post<object>(place(name, "undan"), data),
  difference: (name: string, text: string, filens: string) => post<{ rader: Row[] }>(place(name, "skillnad"), { text, filens }),
  build: (name: string) => post<Built>(place(name, "bygg"), {}),
  picture: (page: Page) => `sidor/${page.id}.jpg`,
  file: (name: string, file: string) => `filer/${encodeURIComponent(name)}/${encodeURIComponent(file)}`,
};

export interface Schema {
  title?: string;
  description?: string;
  type?: string | string[];
  enum?: (string | null)[];
  examples?: string[];
  errorMessage?: string;
  minItems?: number;
  required?: string[];
  properties?: { [key: string]: Schema };
  items?: Schema;
  /** The value is a name from this list of the case. */
  "x-namn-ur"?: string;
  /** What one of a list is, with its article. */
  "x-en"?: string;
  /** What a number counts. */
  "x-enhet"?: string;
  /** The facts that the programme asks for, in their order. */
  "x-uppgifter"?: string[];
}
