// The case as YAML: CodeMirror with completion from the schema and the findings in the margin.

import { autocompletion, closeBrackets, completionKeymap, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

import type { Finding, Schema, Value } from "./api";
import { namesFrom } from "./names";

const fromOutside = Annotation.define<boolean>();
const SEVERITY = { fel: "error", varning: "warning", upplysning: "info" } as const;

const colours = HighlightStyle.define([
  { tag: tags.comment, class: "y-kommentar" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], class: "y-nyckel" },
  { tag: [tags.string, tags.content], class: "y-text" },
  { tag: tags.punctuation, class: "y-tecken" },
]);

export class Editor {
  private view: EditorView;
  private schema: Schema | null = null;
  private values: Value = null;

  /** `clean` is asked what to put in for what is pasted or dropped on a line with an `indent`. */
  constructor(parent: HTMLElement, nonce: string, changed: (text: string) => void, clean: (pasted: string, indent: string) => string) {
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        extensions: [
          EditorView.cspNonce.of(nonce),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": "Ärendefilen som YAML", lang: "sv" }),
          EditorState.phrases.of(PHRASES),
          lineNumbers(),
          history(),
          drawSelection(),
          indentOnInput(),
          indentUnit.of("  "),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          highlightSelectionMatches(),
          lintGutter(),
          EditorView.clipboardInputFilter.of((pasted, state) => clean(pasted, /^\s*/.exec(state.doc.lineAt(state.selection.main.head).text)?.[0] ?? "")),
          yaml(),
          syntaxHighlighting(colours),
          autocompletion({ override: [(context) => this.complete(context)] }),
          // Tab leaves the editor after Escape (CodeMirror's own way out), so that nobody is caught in it.
          keymap.of([...completionKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap, indentWithTab]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((one) => one.annotation(fromOutside))) changed(this.text);
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Another text in place of this one; only what differs is changed, so that the cursor and undo stay. */
  set(text: string): void {
    const now = this.text;
    if (text === now) return;
    let from = 0;
    while (from < Math.min(text.length, now.length) && text[from] === now[from]) from++;
    let back = 0;
    while (back < Math.min(text.length, now.length) - from && text.at(-1 - back) === now.at(-1 - back)) back++;
    this.view.dispatch({
      changes: { from, to: now.length - back, insert: text.slice(from, text.length - back) },
      annotations: fromOutside.of(true),
    });
  }

  know(schema: Schema, values: Value): void {
    this.schema = schema;
    this.values = values;
  }

  mark(findings: Finding[]): void {
    const doc = this.view.state.doc;
    const found: Diagnostic[] = findings
      .filter((one) => one.rad !== null && one.rad <= doc.lines)
      .map((one) => {
        const line = doc.line(one.rad as number);
        const from = Math.min(line.from + Math.max((one.column ?? 1) - 1, 0), line.to);
        return { from, to: Math.max(line.to, from), severity: SEVERITY[one.severity], message: `${one.message} ${one.hint}`.trim(), source: one.code };
      });
    this.view.dispatch(setDiagnostics(this.view.state, found));
  }

  goTo(line: number, column: number): void {
    const place = this.view.state.doc.line(Math.min(line, this.view.state.doc.lines));
    const at = Math.min(place.from + column - 1, place.to);
    this.view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    this.view.focus();
  }

  private complete(context: CompletionContext): CompletionResult | null {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const value = /^\s*(?:- )?([\wåäö]+):\s+(\S*)$/i.exec(before) ?? /^(\s*)- (\S*)$/.exec(before);
    const path = keysAbove(context.state, line.number, before.search(/\S|$/));
    if (value && before.trimEnd() !== before.trimEnd().replace(/:$/, "") + "") {
      const schema = at(this.schema, /^\s*$/.test(value[1]) ? path : [...path, value[1]]);
      const among = schema?.["x-namn-ur"] ?? schema?.items?.["x-namn-ur"];
      const words = schema?.enum?.filter((one): one is string => one !== null) ?? (among ? namesFrom(this.values, among) : []);
      return words.length ? { from: context.pos - value[2].length, options: words.map((label) => ({ label, type: "constant" })) } : null;
    }
    const key = /^\s*(?:- )?([\wåäö]*)$/i.exec(before);
    if (!key || (!context.explicit && !key[1])) return null;
    const holder = at(this.schema, path);
    const known = holder?.properties ?? holder?.items?.properties;
    if (!known) return null;
    return {
      from: context.pos - key[1].length,
      options: Object.entries(known).map(([label, one]) => ({
        label,
        type: "property",
        apply: one.properties || one.items ? `${label}:\n${" ".repeat(before.search(/\S|$/) + 2)}` : `${label}: `,
        info: one.description,
      })),
    };
  }
}

/** The keys that a line is below, by how far it is indented. */
function keysAbove(state: EditorState, number: number, indent: number): string[] {
  const path: string[] = [];
  for (let at = number - 1; at > 0 && indent > 0; at--) {
    const match = /^(\s*)(- )?([\wåäö]+):/i.exec(state.doc.line(at).text);
    if (match && match[1].length < indent && !(match[2] && match[1].length + 2 === indent)) {
      path.unshift(match[3]);
      indent = match[1].length;
    }
  }
  return path;
}

function at(schema: Schema | null, path: string[]): Schema | null {
  return path.reduce<Schema | null>((one, key) => (one?.properties ?? one?.items?.properties)?.[key] ?? null, schema);
}

const PHRASES = {
  Find: "Sök",
  Replace: "Ersätt med",
  next: "nästa",
  previous: "föregående",
  all: "alla",
  "match case": "skilj på stora och små",
  "by word": "hela ord",
  regexp: "reguljärt uttryck",
  replace: "ersätt",
  "replace all": "ersätt alla",
  close: "stäng",
  "current match": "träffen",
  "on line": "på rad",
  "replaced $ matches": "$ träffar ersatta",
  "replaced match on line $": "träffen på rad $ ersatt",
  Completions: "Förslag",
  Diagnostics: "Anmärkningar",
  "No diagnostics": "Inga anmärkningar",
};
