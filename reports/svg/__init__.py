"""Pages as SVG text, by the thousand: the layouts of ``reports`` written out without a drawing library."""
