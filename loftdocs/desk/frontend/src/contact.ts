// Whether the server answers, and the way back to it after it has been stopped and started again.
//
// Then the token in its address is another. A page that is let in tells the others of this browser where it is, over a
// channel whose name only pages of this project have been given.

const PATH = /^\/[\w-]+\/$/;

export type Contact = "finns" | "bruten" | "ny adress";

export class Beacon {
  state: Contact = "finns";
  private channel: BroadcastChannel;

  /** `changed` is called when the state is another; `moved` with the address to go to, when this page has lost its own. */
  constructor(
    name: string,
    private changed: (state: Contact) => void,
    moved: (path: string) => void,
  ) {
    this.channel = new BroadcastChannel(`loftdocs-${name}`);
    this.channel.addEventListener("message", ({ data }) => {
      if (data === "var?") this.tell();
      else if (this.state !== "finns" && typeof data === "string" && PATH.test(data) && data !== location.pathname) moved(data);
    });
  }

  /** What the latest answer says: that there was one, that there was none, or that the address counts no more. */
  heard(state: Contact): void {
    const before = this.state;
    this.state = state;
    if (state === "ny adress") this.channel.postMessage("var?");
    if (state !== before) this.changed(state);
  }

  /** Says where this page is, if it is let in there. */
  tell(): void {
    if (this.state === "finns") this.channel.postMessage(location.pathname);
  }
}
