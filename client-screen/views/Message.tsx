/** A page without figures: not connected yet, or refused. */
export function Message({ title, text }: { title: string; text: string }) {
  return (
    <main class="message">
      <h1>{title}</h1>
      <p role="status">{text}</p>
    </main>
  );
}
