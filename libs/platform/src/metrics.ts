import { Registry, collectDefaultMetrics } from 'prom-client';

/**
 * A registry with the figures of this process (CPU, memory, event loop, garbage collection), each labelled by `role`
 * (`api`, `worker`). One per process; `registry.metrics()` is the text that Prometheus reads.
 */
export function openMetrics(role: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ role });
  collectDefaultMetrics({ register: registry });
  return registry;
}
