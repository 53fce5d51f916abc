// The pages: pictures with a button over each value, which leads to the field behind it.

import { api, type Box, type Page } from "./api";
import { el } from "./dom";

export class Pages {
  private shown: Page[] = [];
  titles: { [name: string]: string } = {};

  constructor(
    private root: HTMLElement,
    private pressed: (box: Box) => void,
  ) {}

  // The documents' own pages as they were last time: a page of the bundle has another name, for its page number.
  private own = new Map<string, string>();

  /** The documents' own pages: those that have changed take their places among the bundle's. */
  update(pages: Page[]): void {
    const key = (page: Page) => `${page.document} ${page.number}`;
    const count = (list: Page[], name: string) => list.filter((page) => page.document === name).length;
    const documents = new Set(pages.map((page) => page.document));
    const others = this.shown.filter((page) => !documents.has(page.document));
    if ([...documents].some((name) => count(pages, name) !== count(this.shown, name))) this.show([...others, ...pages]);
    else {
      const fresh = new Map(pages.filter((page) => this.own.size && this.own.get(key(page)) !== page.id).map((page) => [key(page), page]));
      if (fresh.size) this.show(this.shown.map((page) => fresh.get(key(page)) ?? page));
    }
    this.own = new Map(pages.map((page) => [key(page), page.id]));
  }

  /** All pages. */
  show(pages: Page[]): void {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.ruta : undefined;
    const figures = pages.map((page, index) => this.figure(page, index, this.root.children[index] as HTMLElement | undefined));
    figures.forEach((figure, index) => {
      const there = this.root.children[index];
      if (there !== figure) there ? there.replaceWith(figure) : this.root.append(figure);
    });
    while (this.root.children.length > figures.length) this.root.lastElementChild?.remove();
    this.shown = pages;
    if (focused) this.root.querySelector<HTMLElement>(`[data-ruta="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  scrollTo(number: number, quote: string | null): void {
    const figure = this.root.children[number - 1] as HTMLElement | undefined;
    if (!figure) return;
    const box = quote ? [...figure.querySelectorAll<HTMLElement>("[data-ruta]")].find((one) => quote.includes(one.dataset.text ?? "\u0000")) : undefined;
    (box ?? figure).scrollIntoView({ block: "center" });
    figure.classList.remove("visad");
    void figure.offsetWidth;
    figure.classList.add("visad");
    figure.focus({ preventScroll: true });
  }

  private figure(page: Page, index: number, old: HTMLElement | undefined): HTMLElement {
    const title = `${this.titles[page.document] ?? page.document}, sida ${page.number}`;
    const figure = old ?? el("figure", { tabindex: "-1" }, el("div", { class: "blad" }, el("img", { alt: "", draggable: "false" })), el("figcaption"));
    const image = figure.querySelector("img") as HTMLImageElement;
    const sheet = figure.querySelector(".blad") as HTMLElement;
    if (figure.dataset.sida !== page.id) {
      figure.dataset.sida = page.id;
      figure.dataset.handling = page.document;
      image.width = Math.round(page.width);
      image.height = Math.round(page.height);
      image.alt = `${title}, som bild`;
      image.src = api.picture(page);
    }
    (figure.querySelector("figcaption") as HTMLElement).textContent = `${index + 1}. ${title}`;
    sheet.replaceChildren(image, ...page.boxes.map((box, number) => this.button(box, `${page.document} ${page.number} ${number}`)));
    return figure;
  }

  private button(box: Box, name: string): HTMLElement {
    const from = box.path ? `ändra ${box.path}` : box.origin === "programmet" ? "står i programmets fil" : box.origin === "uträknat" ? "räknas ut" : "ur mallen";
    const made = el("button", {
      type: "button",
      class: box.path ? "ruta-i-sida" : "ruta-i-sida fast",
      "data-ruta": name,
      "data-text": box.text,
      "data-till": box.path ?? undefined,
      "aria-label": `${box.text}: ${from}`,
      title: from,
      click: () => this.pressed(box),
    });
    made.style.left = `${box.left}%`;
    made.style.top = `${box.top}%`;
    made.style.width = `${box.width}%`;
    made.style.height = `${box.height}%`;
    return made;
  }
}
