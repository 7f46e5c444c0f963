import { useEffect, useState } from 'preact/hooks';
import { secondsLeft } from './clock-words.ts';

const TICK_MS = 200;

interface CountdownProps {
  readonly closingInMs: number;
  /** On this machine's own steady clock, since clocks of two machines differ. */
  readonly receivedAt: number;
}

export function Countdown({ closingInMs, receivedAt }: CountdownProps) {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const seconds = secondsLeft(closingInMs, now - receivedAt);
  return (
    <p class="countdown" role="timer">
      <span class="countdown-figure">{seconds}</span> 秒后结束
    </p>
  );
}
