import type { JobProgress } from '../protocol/job.ts';

/** `seed 0: training · epoch 312/1000 · loss 231.40 · 38 epochs/s · 0:24 left · 14 %`. */
export function describeProgress({
  activity,
  phase,
  epoch,
  epochs,
  loss,
  rate,
  secondsLeft,
  fraction,
}: JobProgress): string {
  return [
    activity,
    phase === 'training' && epoch !== undefined && epochs !== undefined && `epoch ${epoch}/${epochs}`,
    phase === 'training' && loss !== undefined && `loss ${loss.toFixed(2)}`,
    rate && `${rateText(rate.value)} ${rate.unit}`,
    secondsLeft !== undefined && `${clockText(secondsLeft)} left`,
    `${Math.floor(100 * fraction)} %`,
  ]
    .filter((part) => typeof part === 'string')
    .join(' · ');
}

function rateText(rate: number): string {
  return rate >= 100 ? Math.round(rate).toLocaleString('en-US') : rate.toFixed(1);
}

function clockText(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const pad = (n: number): string => String(n).padStart(2, '0');
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}
