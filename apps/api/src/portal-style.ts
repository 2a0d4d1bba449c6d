/** Of the pages for customers: phone first, one column of at most 640 px, light and dark by the device, and strong where it asks for contrast. Colours are the tokens of the desk. */
export const PORTAL_STYLE = `
:root{color-scheme:light dark;--ground:#f6f7f9;--card:#fff;--ink:#1b1f24;--soft:#59636e;--line:#d9dde4;--edge:#8a94a0;--accent:#1f5fbf;--on-accent:#fff;--bad:#a81e17;--good:#1d6b3f}
@media (prefers-color-scheme:dark){:root{--ground:#14171c;--card:#1c2128;--ink:#e6eaf0;--soft:#9ba7b4;--line:#333b45;--edge:#6b7683;--accent:#7fb2ff;--on-accent:#0c1626;--bad:#ff8a80;--good:#8fd6ab}}
@media (prefers-contrast:more){:root{--ground:#f5f5f5;--ink:#000;--soft:#383e45;--line:#6b727a;--edge:#1b1f24;--accent:#003f9e;--bad:#8a0f0a;--good:#0b4a2a}}
@media (prefers-contrast:more) and (prefers-color-scheme:dark){:root{--ground:#0d0d0d;--card:#000;--ink:#fff;--soft:#d0d6dd;--line:#8a94a0;--edge:#e6eaf0;--accent:#a8ccff;--on-accent:#000;--bad:#ffb4ab;--good:#b5f0cc}}
*,::before,::after{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 Inter,system-ui,sans-serif;-webkit-text-size-adjust:100%}
.page{max-width:640px;margin:0 auto;min-height:100vh;background:var(--card);display:flex;flex-direction:column}
@media (min-width:672px){.page{margin:24px auto;min-height:0;border:1px solid var(--line);border-radius:8px}}
header{display:flex;align-items:center;justify-content:space-between;gap:16px;padding:8px 24px;border-bottom:1px solid var(--line);min-height:56px}
header strong{overflow-wrap:anywhere}
a{color:var(--accent)}
.languages{position:relative;flex:none}
.languages summary{list-style:none;cursor:pointer;color:var(--soft);min-height:44px;display:flex;align-items:center;gap:8px;padding:0 8px;margin-right:-8px}
.languages summary::-webkit-details-marker{display:none}
.languages summary::after{content:"";width:7px;height:7px;border:solid currentColor;border-width:0 1.5px 1.5px 0;transform:translateY(-2px) rotate(45deg)}
.languages ul{position:absolute;right:0;top:44px;z-index:1;margin:0;padding:4px;list-style:none;background:var(--card);border:1px solid var(--line);border-radius:6px;min-width:144px}
.languages a{display:flex;align-items:center;min-height:44px;padding:0 12px;color:var(--ink);text-decoration:none;border-radius:4px}
.languages a[aria-current]{font-weight:600;color:var(--accent)}
main{flex:1;padding:24px}
h1{font-size:24px;line-height:1.25;font-weight:600;margin:0 0 24px;overflow-wrap:anywhere}
h2{font-size:16px;font-weight:600;margin:0}
p{margin:0}
.soft{color:var(--soft)}
.small{font-size:14px}
.news,.fault{padding:12px 16px;margin:0 0 24px;border-radius:6px;border:1px solid var(--line);border-left:4px solid var(--good);background:var(--ground)}
.fault{border-left-color:var(--bad);margin:0 0 16px}
.steps{display:grid;grid-template-columns:repeat(5,minmax(0,1fr));margin:0 -8px 24px;padding:0;list-style:none;text-align:center;font-size:14px;color:var(--soft)}
.steps li{position:relative;padding-top:32px;hyphens:auto}
.steps li::before{content:"";position:absolute;z-index:1;left:50%;top:4px;width:20px;height:20px;margin-left:-10px;border-radius:50%;border:2px solid var(--edge);background:var(--card)}
.steps li+li::after{content:"";position:absolute;right:50%;top:13px;width:100%;height:2px;background:var(--line)}
.steps .past::before,.steps .here::before{border-color:var(--accent);background:var(--accent)}
.steps .half::before{background:linear-gradient(90deg,var(--card) 50%,var(--accent) 50%)}
.steps .past+.past::after,.steps .past+.here::after{background:var(--accent)}
.steps .here{color:var(--ink);font-weight:600}
.next{background:var(--ground);border-radius:8px;padding:16px 20px;margin:0 0 24px}
.next .date{display:block;font-size:20px;line-height:1.35;font-weight:600}
article{padding:16px 0;border-bottom:1px solid var(--line)}
article:last-child{border-bottom:0}
article header{display:flex;padding:0;border:0;min-height:0;align-items:baseline}
article time{color:var(--soft);font-size:14px;flex:none;font-variant-numeric:tabular-nums}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
.files{margin:8px 0 0;padding:0;list-style:none;font-size:14px}
.files a{display:inline-flex;align-items:center;min-height:44px;overflow-wrap:anywhere}
footer{padding:16px 24px 24px;border-top:1px solid var(--line)}
.acts{display:grid;grid-template-columns:1fr 1fr;gap:12px}
.acts>details:only-child,.acts:has([open])>details{grid-column:1/-1}
.acts summary,button{display:flex;align-items:center;justify-content:center;min-height:48px;padding:8px 16px;font:inherit;font-weight:600;text-align:center;border-radius:6px;cursor:pointer;list-style:none}
.acts summary::-webkit-details-marker{display:none}
.acts .first>summary,button{color:var(--on-accent);background:var(--accent);border:1px solid var(--accent)}
.acts .second>summary{border:1px solid var(--edge)}
.acts details[open]>summary{justify-content:flex-start;padding:0;color:var(--ink);background:none;border:0}
button{width:100%;margin-top:16px}
button.plain{color:var(--accent);background:var(--card)}
label,legend{display:block;font-weight:600;margin:12px 0 4px;padding:0}
fieldset{border:0;margin:0;padding:0}
.choice{display:flex;align-items:center;gap:12px;min-height:48px;padding:8px 16px;margin:0 0 8px;border:1px solid var(--edge);border-radius:6px;font-weight:400;cursor:pointer}
.choice input{flex:none;width:20px;height:20px;margin:0;accent-color:var(--accent)}
textarea{display:block;width:100%;min-height:144px;font:inherit;color:inherit;background:var(--card);border:1px solid var(--edge);border-radius:6px;padding:12px 16px;resize:vertical}
::file-selector-button{min-height:44px;margin-right:12px;padding:0 16px;font:inherit;font-weight:600;color:var(--ink);background:var(--card);border:1px solid var(--edge);border-radius:6px;cursor:pointer}
input[type=file]{display:block;width:100%;min-height:44px;font:inherit;font-size:14px;padding:8px 0}
.last{margin-top:16px;font-size:14px;color:var(--soft)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media (max-width:359px){.acts{grid-template-columns:1fr}.steps{font-size:12px}}
`;
