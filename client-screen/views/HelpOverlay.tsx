const KEYS: readonly (readonly [string, string])[] = [
  ['空格、PageDown、→', '下一页'],
  ['PageUp、←', '上一页'],
  ['Q', '显示测评入口'],
  ['F', '全屏'],
  ['?', '按键说明'],
  ['Esc', '关闭'],
];

export function HelpOverlay() {
  return (
    <section class="overlay overlay-help" aria-labelledby="help-title">
      <h2 id="help-title">按键说明</h2>
      <dl>
        {KEYS.map(([key, action]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{action}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
