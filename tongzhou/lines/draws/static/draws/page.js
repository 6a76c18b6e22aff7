/* 核验页 — takes the file and says what verify.js found. */
"use strict";
const box = document.getElementById("verdict");
const put = (tag, text, into) => { const x = document.createElement(tag); x.textContent = text; into.append(x); return x; };
function say(v) {
  box.replaceChildren();
  box.className = v.agrees ? "good" : "bad";
  if (!v.agrees) {
    put("h2", "不相符", box);
    put("p", v.why + "。", box);
    put("p", "Does not agree: " + v.why_en + ".", box).lang = "en";
    return;
  }
  put("h2", v.kind === "bundle" ? "相符：结果与重新计算的完全一致" : "相符：名录快照完整，尚未抽取", box);
  const list = put("dl", "", box);
  const row = (name, text) => { put("dt", name, list); put("dd", text, list); };
  row("批次", v.batch + " " + v.title);
  row("名录", `检查对象${v.counts[0]}个、检查人员${v.counts[1]}人、未参加${v.counts[2]}个`);
  row(`名录根值（${v.hash}）`, v.root);
  if (v.kind !== "bundle") return;
  row("种子", v.seed);
  row("未揭示的单位", v.silent.join("、") || "无");
  row("结果", `抽取${v.drawn}个，替补${v.reserves}个，递补${v.substitutions}次`);
  row("结果摘要", v.result);
  for (const [chinese] of v.remarks) row("提示", chinese);
}
document.getElementById("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const file = document.getElementById("file").files[0];
  const field = (id) => document.getElementById(id).value.trim();
  box.hidden = false;
  box.className = "";
  box.textContent = "正在计算……";
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const progress = async (done, total) => {
      box.textContent = `正在计算……${Math.floor((100 * done) / total)}%`;
      await new Promise((go) => setTimeout(go));
    };
    say(await tongzhouDraw.verdictOf(bytes, { root: field("root"), result: field("result"), progress }));
  } catch (error) {
    box.className = "bad";
    box.textContent = "无法读取这个文件：" + error;
  }
});
