// The second tab: a member of staff who talks with the app in WeCom and answers its cards.

import { actOfStaff, addStaff, readStaffMessages } from "./api.js";
import { make } from "./making.js";
import { momentOf, nearTime } from "./moments.js";
import { staffElement, updateCard } from "./staff_cards.js";
import { store } from "./store.js";

const EVERY = 700;
const PAUSE = 5 * 60 * 1000;

const at = (id) => document.getElementById(id);

export class Staff {
  #userid = "";
  #after = 0;
  #lastAt = null;
  #timer = 0;
  #asking = null;

  constructor() {
    at("staff-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#enter();
    });
    at("staff-composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#say();
    });
    store.on("online", (isOnline) => isOnline && this.#timer && this.#enter());
  }

  /** Begin to poll; the member is made at the first visit. */
  start() {
    if (this.#timer) return;
    this.#timer = setInterval(() => document.hidden || this.#poll(), EVERY);
    if (this.#userid) this.#poll();
    else this.#enter();
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  async #enter() {
    const userid = at("staff-userid").value.trim();
    try {
      await addStaff(userid, at("staff-name").value.trim() || userid);
    } catch (error) {
      store.say(error.message);
      return;
    }
    this.#userid = userid;
    this.#after = 0;
    this.#lastAt = null;
    at("staff-log").replaceChildren();
    this.#poll();
  }

  async #say() {
    const text = at("staff-input").value.trim();
    if (!text) return;
    at("staff-input").value = "";
    await this.#do("text", { text });
  }

  async #do(verb, body) {
    setTimeout(() => this.#poll(), 80);
    await actOfStaff(this.#userid, verb, body).catch((error) => store.say(error.message));
    await this.#poll();
  }

  #poll() {
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #ask() {
    const userid = this.#userid;
    if (!userid) return;
    const messages = await readStaffMessages(userid, this.#after).catch((error) => error.status >= 400 && this.#lost());
    if (!messages?.length || userid !== this.#userid) return;
    for (const message of messages) this.#show(message);
    at("staff-scroller").scrollTop = at("staff-scroller").scrollHeight;
  }

  // The simulator was reset or restarted and knows this member no more.
  #lost() {
    this.#userid = "";
    this.#enter();
    return [];
  }

  #show(message) {
    if (message.n <= this.#after) return;
    this.#after = message.n;
    if (message.kind === "card_update" && updateCard(at("staff-log"), message)) return;
    const moment = momentOf(message.at);
    if (moment && (!this.#lastAt || moment - this.#lastAt > PAUSE)) {
      at("staff-log").append(make("p", "time", nearTime(moment, momentOf(store.state?.now))));
    }
    this.#lastAt = moment ?? this.#lastAt;
    at("staff-log").append(staffElement(message, at("staff-name").value, (body) => this.#do("card", body)));
  }
}
