import { render } from 'preact';

const container = document.querySelector('#app');
if (container !== null) render(<h1>述职评议大屏</h1>, container);
