// The list of findings, the worst first, each a button that leads to where it holds.

import type { Finding } from "./api";
import { byId, el } from "./dom";

export const WORDS = { fel: ["fel", "fel"], varning: ["varning", "varningar"], upplysning: ["upplysning", "upplysningar"] } as const;

export function list(findings: Finding[], goTo: (one: Finding) => void): void {
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
          el("span", { class: "var" }, one.fält ? `${one.fält}${one.rad ? `, rad ${one.rad}` : ""}` : one.rad ? `rad ${one.rad}` : one.sida ? `sida ${one.sida} i handlingarna` : (one.document ?? "")),
        ),
      ),
    ),
  );
}

/** The line of a key in a text, by its path as findings have it, found step by step; 0 if there is none. */
export function lineOf(text: string, path: string): number {
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
