// The way down again: offered to whoever has scrolled up by more than half a screen.

import { make } from "./making.js";

const FAR = 0.5;

/** Offer above the foot what leads to the end of the scroller, while it is far. */
export function wireLatest(foot, scroller) {
  const button = Object.assign(make("button", "latest", "↓ 回到最新"), { type: "button" });
  const look = () => {
    const below = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    if (below < scroller.clientHeight * FAR) button.remove();
    else if (!button.isConnected) foot.prepend(button);
  };
  scroller.addEventListener("scroll", look, { passive: true });
  button.addEventListener("click", () => {
    scroller.scrollTop = scroller.scrollHeight;
    // The button goes away; whoever uses a keyboard goes on in the talk.
    scroller.focus({ preventScroll: true });
  });
}
