"""Resources as the graphs that Checkov's graph checks ask: a module per framework, each with

    FRAMEWORK                               its name
    graphs_of(resources, entity_of, looks)  -> (graph, modules of checks in Python to ask), ...

graph: what all of them have. asking: how the worker is asked.
"""
