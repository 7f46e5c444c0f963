import { render } from 'preact';

const container = document.querySelector('#app');
if (container !== null) render(<h1>述职评议</h1>, container);
