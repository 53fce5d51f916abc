// What was written in the form and could not be put into the file: shown until it is taken care of, never dropped.

import type { Change } from "./api";
import { byId, dotted, el } from "./dom";

let shown: Change[] = [];

export function showRefused(changes: Change[], done: (change: Change) => void): void {
  if (changes.length === shown.length && changes.every((one, number) => one === shown[number])) return;
  shown = [...changes];
  byId("nekat").hidden = changes.length === 0;
  byId("nekat-lista").replaceChildren(
    ...changes.map((one, number) =>
      el(
        "li",
        {},
        el("label", { for: `nekat-${number}` }, one.slag === "ta bort" ? `Borttagningen av ${dotted(one.väg)}` : dotted(one.väg)),
        one.slag === "ta bort" ? null : readable(`nekat-${number}`, typeof one.värde === "string" ? one.värde : JSON.stringify(one.värde)),
        el("button", { type: "button", class: "lätt", click: () => done(one) }, "Ta bort härifrån", el("span", { class: "dold" }, ` ${dotted(one.väg)}`)),
      ),
    ),
  );
}

function readable(id: string, text: string): HTMLElement {
  const field = el("textarea", { id, rows: "3", readonly: true });
  field.value = text;
  return field;
}
