/* 弱网上传与录音 — files go up in pieces while one is still typing, and go on where they broke off.
   Without this script the same field sends the files with the form. Runs under a strict content policy. */
(() => {
  const PIECE = 256 * 1024;
  const csrf = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || document.body.dataset.csrf;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  async function ask(url, options) {
    const answer = await fetch(url, { credentials: "same-origin", ...options, headers: { "X-CSRFToken": csrf(), ...(options.headers || {}) } });
    return { status: answer.status, said: answer.status === 204 ? {} : await answer.json() };
  }

  async function begin(base, file) {
    const form = new FormData();
    form.append("name", file.name);
    form.append("size", file.size);
    return ask(base, { method: "POST", body: form });
  }

  // Sends a file piece by piece. A broken network is waited for; a refusal ends it with its words.
  async function send(base, file, told) {
    let opened = null;
    for (let tries = 0; !opened; tries++) {
      try {
        opened = await begin(base, file);
      } catch (_) {
        told.wait();
        await wait(Math.min(30000, 1000 * 2 ** tries));
      }
    }
    if (opened.status !== 201) throw new Error(opened.said.error);
    const token = opened.said.token;
    let got = 0;
    for (let tries = 0; got < file.size; ) {
      if (told.stopped()) return "";
      try {
        const answer = await ask(`${base}${token}/?at=${got}`, { method: "POST", body: file.slice(got, got + PIECE), headers: { "Content-Type": "application/octet-stream" } });
        if (answer.status === 200) {
          got = answer.said.got;
          tries = 0;
          told.far(got / file.size);
        } else if (answer.status === 409) got = answer.said.got;
        else throw new TypeError(answer.said.error || "");
      } catch (error) {
        if (error instanceof TypeError && error.message && !/fetch|network|load/i.test(error.message)) throw error;
        told.wait();
        await wait(Math.min(30000, 1000 * 2 ** tries++));
      }
    }
    return token;
  }

  // A photo is made smaller before it goes: a bill stays readable, the network is spared.
  async function smaller(file) {
    if (!/^image\/(jpeg|png)$/.test(file.type) || file.size < 800 * 1024 || !window.createImageBitmap) return file;
    try {
      const image = await createImageBitmap(file);
      const scale = Math.min(1, 2000 / Math.max(image.width, image.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(image.width * scale);
      canvas.height = Math.round(image.height * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
      return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
    } catch (_) {
      return file;
    }
  }

  function field(input) {
    const words = input.dataset;
    const list = document.createElement("ul");
    list.className = "ups";
    list.setAttribute("aria-live", "polite");
    input.closest(".f").append(list);

    const line = (name) => {
      const item = document.createElement("li");
      const label = document.createElement("span");
      label.className = "up-name";
      label.textContent = name;
      const meter = document.createElement("progress");
      meter.max = 1;
      meter.value = 0;
      meter.setAttribute("aria-label", name);
      const state = document.createElement("span");
      state.className = "up-state";
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "btn sm";
      drop.textContent = words.upDrop;
      item.append(label, meter, state, drop);
      list.append(item);
      return { item, meter, state, drop };
    };

    const hold = (token) => {
      const kept = document.createElement("input");
      kept.type = "hidden";
      kept.name = words.upName || "uploaded";
      kept.value = token;
      return kept;
    };

    async function up(file) {
      const { item, meter, state, drop } = line(file.name);
      let stopped = false;
      drop.addEventListener("click", () => {
        stopped = true;
        item.remove();
      });
      try {
        const token = await send(words.up, await smaller(file), {
          far: (part) => {
            meter.value = part;
            state.textContent = `${Math.round(part * 100)}%`;
          },
          wait: () => (state.textContent = words.upWait),
          stopped: () => stopped,
        });
        if (stopped) return;
        state.textContent = words.upDone;
        item.classList.add("done");
        item.append(hold(token));
      } catch (error) {
        state.textContent = error.message;
        item.classList.add("bad");
        meter.remove();
      }
    }

    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = ""; // they go in pieces: the form must not send them again
      files.forEach(up);
    });
    return up;
  }

  function voice(button, up) {
    if (!window.MediaRecorder || !navigator.mediaDevices) return;
    button.hidden = false;
    let recorder = null;
    button.addEventListener("click", async () => {
      if (recorder) return recorder.stop();
      let stream;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch (_) {
        button.textContent = button.dataset.denied;
        button.disabled = true;
        return;
      }
      const heard = [];
      recorder = new MediaRecorder(stream);
      recorder.addEventListener("dataavailable", (event) => heard.push(event.data));
      recorder.addEventListener("stop", () => {
        stream.getTracks().forEach((track) => track.stop());
        const mime = recorder.mimeType || "audio/webm";
        const ending = /mp4|aac/.test(mime) ? "m4a" : /ogg/.test(mime) ? "ogg" : "webm";
        recorder = null;
        button.textContent = button.dataset.begin;
        up(new File(heard, `${button.dataset.file}.${ending}`, { type: mime }));
      });
      recorder.start();
      button.textContent = button.dataset.stop;
      setTimeout(() => recorder && recorder.stop(), 180000);
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const input of document.querySelectorAll("input[type=file][data-up]")) {
      const up = field(input);
      const button = document.querySelector(`[data-voice-for="${input.id}"]`);
      if (button) voice(button, up);
    }
  });
})();
