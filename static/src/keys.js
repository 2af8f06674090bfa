// Keys for what staff do most, where they asked for them. Each is written on the thing that it presses.
// Never in a field, nor with Ctrl, Alt or Meta: those are keys of the browser and of screen readers.
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
  const pressed = document.querySelector(`[aria-keyshortcuts="${CSS.escape(event.key)}"]`);
  if (!pressed) return;
  event.preventDefault();
  if (pressed.matches("input")) pressed.focus();
  else pressed.click();
});

const keys = document.getElementById("keys");
document.querySelector("[data-dialog]").addEventListener("click", (event) => {
  event.preventDefault();
  keys.showModal();
});
keys.querySelector("[data-close]").addEventListener("click", () => keys.close());
