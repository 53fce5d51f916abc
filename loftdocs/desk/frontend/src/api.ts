// What the server answers. All addresses are relative: the token is the first part of the page's own path.

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

export interface Shown {
  sidor: Page[] | null;
  fynd: Finding[];
}

export interface Draft extends Shown {
  text: string;
  nekad: string;
  värden: Value;
}

export interface Case {
  namn: string;
  fil: string;
  text: string;
  stämpel: string;
  utkast: { text: string; stämpel: string } | null;
  dokument: { namn: string; titel: string; word: boolean }[];
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

const place = (name: string, what: string) => `arenden/${encodeURIComponent(name)}/${what}`;

async function answer<T>(response: Response): Promise<T> {
  const data = await response.json().catch(() => ({}));
  if (response.status === 409) throw new Changed(data.text, data.stämpel);
  if (!response.ok) throw new Error([data.meddelande, data.råd].filter(Boolean).join(" ") || "Servern svarar inte som den ska.");
  return data as T;
}

const get = async <T>(path: string): Promise<T> => answer<T>(await fetch(path));

const post = async <T>(path: string, data: object): Promise<T> =>
  answer<T>(await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(data) }));

export const api = {
  schema: () => get<Schema>("schema"),
  cases: () => get<{ ärenden: { namn: string; kommun: string }[] }>("arenden"),
  case: (name: string) => get<Case>(`arenden/${encodeURIComponent(name)}`),
  state: (name: string) => get<State>(place(name, "lage")),
  stamp: (name: string) => get<{ stämpel: string }>(place(name, "stampel")),
  draft: (name: string, data: { text: string; stämpel: string; ändringar: Change[] }) => post<Draft>(place(name, "utkast"), data),
  whole: (name: string, text: string) => post<Shown>(place(name, "helhet"), { text }),
  save: (name: string, text: string, stämpel: string) => post<{ stämpel: string }>(place(name, "spara"), { text, stämpel }),
  drop: (name: string) => post<object>(place(name, "slang"), {}),
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
}
