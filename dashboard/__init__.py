"""Everything Streamlit: the frame, state, cached loaders, charts, widgets, and looking after the worker process."""
