// Speaking instead of typing, where the browser itself can write down speech; nothing is recorded here, and nothing is sent before it was read.

/** Wire the button; it stays away where the browser cannot. */
export function wireVoice(button, words) {
  const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
  if (!Recognition) return;
  const listener = Object.assign(new Recognition(), { lang: "zh-CN", interimResults: false });
  const isOn = () => button.getAttribute("aria-pressed") === "true";
  listener.addEventListener("result", (event) => {
    const heard = [...event.results].map((result) => result[0].transcript).join("");
    words.value = (words.value + heard).slice(0, words.maxLength);
    words.dispatchEvent(new Event("input"));
    words.focus();
  });
  listener.addEventListener("end", () => button.setAttribute("aria-pressed", "false"));
  // Whoever forbids the microphone, or whose browser has no service for it, types.
  listener.addEventListener("error", (event) => {
    if (["not-allowed", "service-not-allowed", "network"].includes(event.error)) button.hidden = true;
  });
  button.addEventListener("click", () => {
    if (isOn()) return listener.stop();
    button.setAttribute("aria-pressed", "true");
    listener.start();
  });
  button.hidden = false;
}
