import { render } from 'preact';

const container = document.querySelector('#app');
if (container !== null) render(<h1>评议控制台</h1>, container);
