import type { NextFunction, Response } from 'express';
import { Histogram, type Registry } from 'prom-client';
import type { Asked } from './asked.js';

/** Seconds by method, route and status. Routes are patterns: an id in a label would make a series of every ticket. */
export function countRequests(registry: Registry) {
  const seconds = new Histogram({
    name: 'redress_http_seconds',
    help: 'Time from request to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return (request: Asked, response: Response, next: NextFunction): void => {
    const began = process.hrtime.bigint();
    response.once('finish', () => {
      const route = routeOf(request);
      seconds.observe(
        { method: request.method, route, status: response.statusCode },
        Number(process.hrtime.bigint() - began) / 1e9,
      );
    });
    next();
  };
}

function routeOf(request: Asked): string {
  const route: unknown = request.route;
  const path = typeof route === 'object' && route !== null && 'path' in route ? route.path : null;
  return typeof path === 'string' ? path : 'none';
}
