// The two answers, about the paper and about the agreement, each with what is missing for it.

import type { Verdict } from "./api";
import { byId, el } from "./dom";

/** Shows the answers; what is missing leads to its field. */
export function showVerdicts(verdicts: Verdict[], goTo: (path: string) => void): void {
  byId("besked").hidden = verdicts.length === 0;
  byId("besked-lista").replaceChildren(
    ...verdicts.map((one) =>
      el(
        "li",
        { class: one.läge },
        el("strong", {}, one.besked),
        el("p", {}, one.ingress),
        one.saknas.length ? el("ul", {}, ...one.saknas.map((lacking) => missing(lacking, goTo))) : null,
      ),
    ),
  );
}

function missing({ vad, gör, väg }: Verdict["saknas"][number], goTo: (path: string) => void): HTMLElement {
  return el("li", {}, väg ? el("button", { type: "button", class: "lätt", click: () => goTo(väg) }, vad) : vad, ` ${gör}`);
}
