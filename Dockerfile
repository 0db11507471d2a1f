# The one process that is everything: migrate, web and worker. On several machines run the same image with
# `node app/processes/web.ts` and `node app/processes/worker.ts` instead. Each step has been run, and is run again by
# `node tests/processes/dockerfile/try-dockerfile.ts` where there is no Docker; see docs/operating.md.
FROM node:24-slim AS build
WORKDIR /switchyard
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node tests/support/build.ts
# What only building and testing need goes; the generated database client lies in node_modules and is made last.
RUN npm prune --omit=dev && npx prisma generate

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /switchyard
COPY --from=build /switchyard/package.json ./
COPY --from=build /switchyard/node_modules ./node_modules
COPY --from=build /switchyard/build ./build
COPY --from=build /switchyard/prisma ./prisma
COPY --from=build /switchyard/app ./app
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# In this form the process receives SIGTERM itself, ends its turns and exits: `docker stop --time 30` leaves it the time.
CMD ["node", "app/processes/start.ts"]
