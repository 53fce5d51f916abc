// The list of cases, and how each stands.

import { api } from "./api";
import { byId, el } from "./dom";
import { WORDS } from "./findings";

/** Shows all cases; looks at how they stand one after the other, until `stop` says that the list is left. */
export async function showCases(stop: () => boolean): Promise<void> {
  document.title = "Ärenden – loftdocs";
  const { ärenden } = await api.cases();
  byId("inga-ärenden").hidden = ärenden.length > 0;
  const rows = ärenden.map((one) => {
    const state = el("td", {}, "…");
    return { one, state, row: el("tr", {}, el("td", {}, el("a", { href: `#${encodeURIComponent(one.namn)}` }, one.namn)), el("td", {}, one.part), state) };
  });
  byId("ärenden").replaceChildren(...rows.map(({ row }) => row));
  for (const { one, state } of rows) {
    if (stop()) return;
    const found = await api.state(one.namn).catch(() => null);
    const words = !found ? "går inte att läsa" : found.fel ? `${found.fel} fel` : `${found.byggt ? "handlingarna är gjorda" : "handlingarna behöver göras"}${found.varningar ? `, ${found.varningar} ${WORDS.varning[found.varningar === 1 ? 0 : 1]}` : ""}`;
    state.replaceChildren(el("span", { class: !found || found.fel ? "fel" : found.varningar ? "varning" : "bra" }, words));
  }
}
