/** For whoever mistyped an address: a page without style or script, in words of the hall. */
export const NOT_FOUND_PAGE = `<!doctype html>
<html lang="zh-Hans">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>没有这个页面</title>
  </head>
  <body>
    <h1>没有这个页面</h1>
    <p>请核对地址。填写测评票请打开<a href="/">测评页面</a>，组织会议请打开<a href="/organizer/">控制台</a>。</p>
  </body>
</html>
`;
