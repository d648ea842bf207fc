// Copies a text of the page; where the browser allows no clipboard, selects it instead.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copy);
  const said = document.getElementById("done");
  let copied = true;
  try {
    await navigator.clipboard.writeText(text.textContent);
  } catch {
    const range = document.createRange();
    range.selectNodeContents(text);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    copied = document.execCommand("copy");
  }
  if (!copied) return;
  const word = button.textContent;
  button.textContent = said.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = word; said.textContent = ""; }, 1500);
});
