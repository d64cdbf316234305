// Says that reading has begun, and lets a form be sent once only. Without it the page works the same.
for (const form of document.querySelectorAll("form[data-reading]")) {
  form.addEventListener("submit", () => {
    const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
    const names = files.map((file) => file.name);
    const said = names.length > 3 ? `${names.length} files` : names.join(", ");
    document.getElementById(form.dataset.reading).textContent = `Reading ${said} …`;
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
    form.addEventListener("submit", (again) => again.preventDefault());
  });
}
