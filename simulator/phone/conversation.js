// The log of the chat: asks for new messages, shows them once, keeps to the end unless the person scrolled up.

import { readMessages } from "./api.js";
import { elementOf } from "./bubbles.js";
import { make } from "./making.js";
import { momentOf, nearTime } from "./moments.js";

const EVERY = 700;
const PAUSE = 5 * 60 * 1000;
const NEAR_END = 120;

export class Conversation {
  #log;
  #scroller;
  #does;
  #openid = null;
  #opening = 0;
  #after = 0;
  #lastAt = null;
  #asking = null;

  /** How the log learns the simulated now. */
  now = () => null;

  constructor(log, scroller, does) {
    this.#log = log;
    this.#scroller = scroller;
    this.#does = does;
    setInterval(() => document.hidden || this.poll(), EVERY);
    document.addEventListener("visibilitychange", () => document.hidden || this.poll());
    // The keyboard of a phone makes the log shorter; what was said last stays in sight.
    new ResizeObserver(() => this.#toEnd()).observe(scroller);
  }

  /** Show the log of this person from its beginning. */
  open(openid) {
    this.#openid = openid;
    this.#opening += 1;
    this.#after = 0;
    this.#lastAt = null;
    this.#log.replaceChildren();
    return this.poll();
  }

  /** Ask for what is new; one question at a time, so that nothing is shown twice. */
  poll() {
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #ask() {
    const opening = this.#opening;
    if (!this.#openid) return;
    const messages = await readMessages(this.#openid, this.#after).catch(() => []);
    // An answer for a log that was opened anew meanwhile would skip its beginning.
    if (opening !== this.#opening || !messages.length) return;
    const isAtEnd = this.#isAtEnd();
    for (const message of messages) this.#show(message);
    if (isAtEnd || messages.some((message) => message.from === "person")) this.#toEnd();
  }

  #show(message) {
    if (message.n <= this.#after) return;
    this.#after = message.n;
    const at = momentOf(message.at);
    if (at && (!this.#lastAt || at - this.#lastAt > PAUSE)) {
      this.#log.append(make("p", "time", nearTime(at, this.now())));
    }
    this.#lastAt = at ?? this.#lastAt;
    this.#log.append(elementOf(message, this.#does));
  }

  #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  #toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }
}
