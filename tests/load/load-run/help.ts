export const LOAD_HELP = `npm run load -- [options]

Votes with many phones through the public protocol, and audits that every acknowledged ballot is in
the result exactly once. Exit code 1 where one is lost or doubled, or a phone came away without a
receipt. Rehearsal meetings are made for it and deleted when all is well.

Where: the server that runs on DATA_DIR, unless one of these is given.
  --url http://127.0.0.1:3000,…   one or several addresses of one deployment
  --start 1                       starts that many processes on a temporary folder and measures
                                  them too; more than one needs REDIS_URL
  --anywhere                      lets addresses be other than this machine's

What:
  --meetings 1       meetings at once, 1 to 500
  --phones 180       phones a meeting, 2 to 20000; in all at most 100000
  --presenters 8     1 to 60
  --items 6          1 to 20
  --screens 1        projections a meeting, 0 to 20
  --arrive 10        seconds within which all scan
  --open last        voting opens once the last is in; first: before anybody scans
  --think 2-8        seconds from holding the ballot to 提交, at least and at most
  --submit 10        seconds within which 提交 is pressed, once voting began
  --shape even       or rush: half of all within the first quarter
  --storms 0         how often all phones lose their connection at once meanwhile
  --leave            pages are closed once they have a receipt
  --seed 1           the same seed, the same ballots; keys and tickets are always new

How:
  --workers N        threads that play the phones; as many as there are processors
  --patience 60      seconds that answers are waited for
  --keep             the meetings stay
  --markdown         the table as Markdown
  --json FILE        all figures as JSON
  --help             show this

Signs in with ORGANIZER_PASSWORD, which a deployment on Redis needs, or by a one-time link made in
DATA_DIR (default: data).`;
