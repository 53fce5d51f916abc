// Text that is pasted or typed, without what nobody sees in it; which that is, is told by the server.

export type Ranges = [number, number][];

export interface Unseen {
  osynliga: Ranges;
  radslut: Ranges;
  styckeslut: Ranges;
  bilder: Ranges;
}

export interface Cleaned {
  text: string;
  /** How many characters are gone, or are a line break or a space instead. */
  count: number;
}

export class Cleaner {
  private finder: RegExp;
  private line: RegExp;
  private paragraph: RegExp;

  constructor({ osynliga, radslut, styckeslut, bilder }: Unseen) {
    const picture = `[${set(bilder)}][\\ufe0e\\ufe0f]?`;
    const emoji = `[0-9#*]\\ufe0f\\u20e3|\\u{1f3f4}[\\u{e0020}-\\u{e007e}]+\\u{e007f}|${picture}(?:\\u200d${picture})*`;
    // Half a surrogate pair cannot be written in UTF-8 at all.
    this.finder = new RegExp(`(${emoji})|[${set([...osynliga, ...radslut, ...styckeslut, [0xd800, 0xdfff]])}]`, "gu");
    this.line = new RegExp(`[${set(radslut)}]`, "u");
    this.paragraph = new RegExp(`[${set(styckeslut)}]`, "u");
  }

  /** The text, with `lineBreak` and `paragraphBreak` where it has ends of lines and paragraphs that are not seen. */
  clean(text: string, lineBreak: string, paragraphBreak: string): Cleaned {
    let count = 0;
    const made = text.replace(this.finder, (found: string, emoji: string | undefined) => {
      if (emoji) return emoji;
      count++;
      return this.paragraph.test(found) ? paragraphBreak : this.line.test(found) ? lineBreak : "";
    });
    return { text: made, count };
  }

  /** Cleans what stands in a field, where it stands, with the cursor left in its place. */
  field(field: HTMLInputElement | HTMLTextAreaElement): number {
    const breaks: [string, string] = field instanceof HTMLTextAreaElement ? ["\n", "\n\n"] : [" ", " "];
    const { text, count } = this.clean(field.value, ...breaks);
    if (count === 0) return 0;
    const at = this.clean(field.value.slice(0, field.selectionStart ?? field.value.length), ...breaks).text.length;
    field.value = text;
    field.setSelectionRange(at, at);
    return count;
  }
}

const set = (ranges: Ranges): string => ranges.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join("");

export const toldOf = (count: number): string =>
  `${count} tecken som inte syns följde med det du skrev eller klistrade in. De är borttagna, eller har blivit radbrytningar och mellanslag.`;
