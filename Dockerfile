# The pages are built here, with what builds them; none of that is in the image that runs.
FROM node:26.10.0-slim AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY shared shared
COPY build build
COPY client-voter client-voter
COPY client-screen client-screen
COPY client-organizer client-organizer
RUN npm run --silent build:quiet \
  && npm pkg delete dependencies.vite \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:26.10.0-slim
ENV NODE_ENV=production DATA_DIR=/data
# The only place that the server writes to.
RUN install --directory --owner=node --group=node --mode=0700 /data
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY shared shared
COPY server server
USER node
EXPOSE 3000
# Whether it lives. That its store is away for a while (/readyz) is no reason to kill it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=2m \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
