// The box of the control column about the simulator's clock, and starting over.

import { advanceClock, reset } from "./api.js";
import { dayAndTime, momentOf } from "./moments.js";
import { store } from "./store.js";

const at = (id) => document.getElementById(id);

/** Wire the box. */
export function wireClock() {
  for (const button of document.querySelectorAll("[data-advance]")) {
    button.addEventListener("click", () => {
      store.control(() => advanceClock(Number(button.dataset.advance)), `时钟${button.textContent}`);
    });
  }
  at("reset").addEventListener("click", () => store.control(reset, "已清空，重新开始"));
  store.on("state", (state) => {
    at("now-line").textContent = dayAndTime(momentOf(state.now));
    const { app_id: appId, is_certified: isCertified } = state.account ?? {};
    at("account-line").textContent = [appId, isCertified === false ? "未认证" : "已认证"].filter(Boolean).join(" · ");
  });
}
