// Passkeys: asks the browser for a key and posts its answer. Works with `[data-passkey]` forms; what is asked stands in the page as JSON
// (`#passkey-options`) or at `data-options-url`.
(() => {
  const forms = document.querySelectorAll("form[data-passkey]");
  if (!forms.length || !window.PublicKeyCredential || !PublicKeyCredential.parseRequestOptionsFromJSON) return;

  const options = async (form) => {
    if (form.dataset.optionsUrl) {
      const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
      return (await answer.json()).options.publicKey;
    }
    return JSON.parse(document.getElementById("passkey-options").textContent).publicKey;
  };

  const ask = async (form) => {
    const given = await options(form);
    const key =
      form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(given) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(given) });
    return JSON.stringify(key.toJSON());
  };

  forms.forEach((form) => {
    form.hidden = false;
    const failed = form.querySelector("[data-failed]");
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value || (form.elements.name && !form.elements.name.value)) return;
      event.preventDefault();
      if (failed) failed.hidden = true;
      try {
        form.elements.credential.value = await ask(form);
        form.submit();
      } catch {
        delete form.dataset.sent;
        form.querySelector(".btn[aria-busy]")?.removeAttribute("aria-busy");
        if (failed) failed.hidden = false;
      }
    });
  });
})();
