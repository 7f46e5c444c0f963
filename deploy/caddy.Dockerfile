FROM caddy:2.11-alpine
# The original may bind low ports by a capability of the file, and does not start where that
# capability is dropped; the copy has none and needs none.
RUN cp /usr/bin/caddy /usr/local/bin/caddy \
  && install -d -o 1000 -g 1000 -m 0700 /var/lib/caddy
# Certificates are kept in the first; the second is written to, never read.
ENV XDG_DATA_HOME=/var/lib/caddy XDG_CONFIG_HOME=/tmp
COPY Caddyfile unavailable.html /etc/caddy/
USER 1000:1000
CMD ["/usr/local/bin/caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
