"""月度研判报告 — what a month of warnings was, why they came, and what responses were followed by."""
