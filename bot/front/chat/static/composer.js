// The box to write in: grows with the text, counts near the limit, sends on Enter but not while an input method composes.

const COUNT_FROM = 200;

/** Wire the form; `onSend` gets the trimmed text. */
export function wireComposer(form, words, counter, onSend) {
  const longest = words.maxLength;

  function fit() {
    words.style.height = "auto";
    words.style.height = `${words.scrollHeight + 2}px`;
    const left = longest - words.value.length;
    counter.hidden = left > COUNT_FROM;
    counter.textContent = left > 0 ? `还可以写 ${left} 个字` : `最多 ${longest} 个字，已经写满了`;
    counter.classList.toggle("is-full", left <= 0);
  }

  function send() {
    const text = words.value.trim();
    if (!text) {
      words.focus();
      return;
    }
    words.value = "";
    fit();
    onSend(text);
  }

  words.addEventListener("input", fit);
  words.addEventListener("keydown", (event) => {
    // Safari ends the composition before it reports Enter; the key code 229 still tells.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
}
