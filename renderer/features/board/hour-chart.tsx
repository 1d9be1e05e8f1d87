import './hour-chart.css';

/** Parcels closed in each hour from the first busy one (or 6) to the last (or 20); the running hour stands out. */
export const HourChart = ({ hours, running, label }: { hours: readonly number[]; running: number; label: string }) => {
  const busy = hours.flatMap((count, hour) => (count > 0 ? [hour] : []));
  const from = Math.min(6, running, ...busy);
  const to = Math.max(20, running, ...busy);
  const shown = hours.slice(from, to + 1).map((count, index) => ({ hour: from + index, count }));
  const most = Math.max(4, ...hours);
  return (
    <div
      className="hours"
      role="img"
      aria-label={`${label}: ${shown.map(({ hour, count }) => `${hour}h ${count}`).join(', ')}`}
    >
      {shown.map(({ hour, count }) => (
        <div key={hour} className={`hour number ${hour === running ? 'running' : ''}`}>
          <div className="hour-room">
            <strong>{count > 0 ? count : ''}</strong>
            <div className="hour-bar" style={{ height: `${Math.round((count / most) * 84)}%` }} />
          </div>
          <span>{hour}</span>
        </div>
      ))}
    </div>
  );
};
